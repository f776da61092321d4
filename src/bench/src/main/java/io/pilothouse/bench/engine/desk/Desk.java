package io.pilothouse.bench.engine.desk;

import io.pilothouse.bench.engine.program.Cores;
import io.pilothouse.bench.engine.program.Product;
import io.pilothouse.bench.engine.program.Running;
import io.pilothouse.bench.engine.program.RunningHub;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.workload.SliceRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A desktop that follows the hub, and when it knew what. Thread-safe.
public final class Desk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, Moment> moments = new HashMap<>();
    private final Running program;

    private static final class Moment {
        private long heard;
        private long drawn;
    }

    /// @param log gets all it says
    public Desk(RunningHub hub, Path log) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(Product.DESKTOP.options());
        options.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw", "-Djava.awt.headless=true"));
        List<String> command = new ArrayList<>(Cores.SERVERS.pinned());
        command.addAll(Program.java(
                        options, DeskMain.class, hub.address(), hub.person().toString(), SliceRepository.CLUSTER)
                .command());
        program = Running.start(command, log, List.of(), this::hear);
        program.awaitLine("ready"::equals, PATIENCE);
    }

    private synchronized void hear(String line) {
        long now = System.nanoTime();
        String[] words = line.split(" ", 2);
        if (words[0].equals("heard")) {
            moment(words[1]).heard = now;
        } else if (words[0].equals("drawn")) {
            moment(words[1]).drawn = now;
        }
        notifyAll();
    }

    private Moment moment(String object) {
        return moments.computeIfAbsent(object, _ -> new Moment());
    }

    /// What is waited for is what comes from now on.
    public synchronized void forget(String namespace, String name) {
        moments.remove(namespace + " " + name);
    }

    /// Waits until the drift of an object was drawn.
    public synchronized Known await(String namespace, String name) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Moment moment = moment(namespace + " " + name);
        while (moment.drawn == 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0 || !program.isAlive()) {
                throw new IOException("the desktop did not draw that " + name + " drifted");
            }
            wait(left);
        }
        return new Known(moment.heard, moment.drawn);
    }

    /// When the link had it, and when the frame with it was laid out, by [System#nanoTime].
    public record Known(long heard, long drawn) {}

    @Override
    public void close() {
        program.kill();
    }
}
