package io.pilothouse.bench.engine.program;

import io.pilothouse.bench.frame.ProcStat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A program that runs, and what it says. Thread-safe.
public final class Running implements AutoCloseable {
    private static final int KEPT = 20;
    /// An agent says each of its settings first.
    private static final int FIRST = 200;

    private final Process process;
    private final Deque<String> last = new ArrayDeque<>();
    private final List<Counter> counters = new ArrayList<>();
    private final List<String> first = new ArrayList<>();

    private static final class Counter {
        private final String text;
        private int count;

        Counter(String text) {
            this.text = text;
        }
    }

    private final Consumer<String> listener;

    private Running(Process process, Consumer<String> listener) {
        this.process = process;
        this.listener = listener;
    }

    /// @param log gets all it says
    /// @param counted texts whose lines are counted from the beginning
    public static Running start(List<String> command, Path log, List<String> counted) throws IOException {
        return start(command, log, counted, _ -> {});
    }

    /// @param listener hears every line, on a thread of its own
    public static Running start(List<String> command, Path log, List<String> counted, Consumer<String> listener)
            throws IOException {
        Running running = new Running(
                new ProcessBuilder(command).redirectErrorStream(true).start(), listener);
        counted.forEach(text -> running.counters.add(new Counter(text)));
        running.process.getOutputStream().close();
        Thread.ofPlatform().daemon().name("log").start(() -> running.listen(log));
        Runtime.getRuntime().addShutdownHook(new Thread(running.process::destroyForcibly));
        return running;
    }

    private void listen(Path log) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                PrintStream out = new PrintStream(Files.newOutputStream(log), false, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                listener.accept(line);
                out.println(line);
                out.flush();
                hear(line);
            }
        } catch (IOException e) {
            hear("cannot read what it says: " + e.getMessage());
        }
        hear("it has ended");
    }

    private synchronized void hear(String line) {
        if (first.size() < FIRST) {
            first.add(line);
        }
        last.add(line);
        if (last.size() > KEPT) {
            last.remove();
        }
        counters.forEach(counter -> counter.count += line.contains(counter.text) ? 1 : 0);
        notifyAll();
    }

    /// Waits for a line among its first ones.
    public String awaitLine(Predicate<String> wanted, Duration patience) throws IOException, InterruptedException {
        await("a line", patience, () -> first.stream().anyMatch(wanted));
        synchronized (this) {
            return first.stream().filter(wanted).findFirst().orElseThrow();
        }
    }

    /// Waits until it has said a text so many times.
    public void awaitCount(String text, int count, Duration patience) throws IOException, InterruptedException {
        await(count + " × \"" + text + "\"", patience, () -> count(text) >= count);
    }

    private synchronized void await(String what, Duration patience, BooleanSupplier condition)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0 || !process.isAlive()) {
                throw new IOException("waited in vain for " + what + "; it said last:\n" + String.join("\n", last));
            }
            wait(left);
        }
    }

    public synchronized int count(String text) {
        return counters.stream()
                .filter(counter -> counter.text.equals(text))
                .mapToInt(counter -> counter.count)
                .sum();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public double cpuSeconds() {
        return ProcStat.seconds(process.pid());
    }

    /// Ends it as a power cut would.
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
