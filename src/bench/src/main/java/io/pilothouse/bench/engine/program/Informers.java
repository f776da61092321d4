package io.pilothouse.bench.engine.program;

import io.pilothouse.bench.frame.ProcStat;
import io.pilothouse.core.plan.Ownership;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The bare informers as a process, with the JVM options of the agent.
public final class Informers implements AutoCloseable {
    private static final String SYNCED = "synced ";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MAIN = "io.pilothouse.bench.engine.raw.InformersMain";

    private final Running program;
    private double cpu;

    private Informers(Running program) {
        this.program = program;
    }

    /// @param folder for what it says
    public static Informers start(Path kubeconfig, Path folder) throws IOException {
        List<String> command = new ArrayList<>(Cores.MEASURED.pinned());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Product.AGENT.options());
        // the agent's libraries first, as the agent has them: its start-up cache is of use to them too
        command.addAll(List.of(
                "-cp",
                Product.AGENT.classPath() + ":" + System.getProperty("java.class.path"),
                MAIN,
                kubeconfig.toString(),
                Ownership.LABEL));
        return new Informers(Running.start(command, folder.resolve("informers.log"), List.of()));
    }

    /// @return mebibytes that it occupies when it knows everything
    public double awaitSynced() throws IOException, InterruptedException {
        program.awaitLine(line -> line.startsWith(SYNCED), PATIENCE);
        cpu = program.cpuSeconds();
        return ProcStat.residentMebibytes(program.pid()).orElse(0.0);
    }

    public double cpuSeconds() {
        return cpu;
    }

    @Override
    public void close() {
        program.kill();
    }
}
