package io.pilothouse.demo.process;

import io.pilothouse.testkit.cluster.ControlPlaneFailure;
import io.pilothouse.testkit.cluster.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One of our programs while it runs.
public final class RunningProgram implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    /// Ours end in order: they give back what they hold, and may write down what a start needs.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final String name;
    private final ServerProcess process;
    private final Path folder;

    RunningProgram(String name, ServerProcess process, Path folder) {
        this.name = name;
        this.process = process;
        this.folder = folder;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.handle().pid();
    }

    public boolean isAlive() {
        return process.handle().isAlive();
    }

    /// What it said last, for a person who asks why it ended.
    public String lastLines() {
        return process.lastLines();
    }

    /// Waits until it prints a line that matches.
    ///
    /// @throws DemoFailure if it ends before, or says nothing like it in time
    public Matcher awaitLine(Pattern pattern, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Matcher matcher = pattern.matcher(log());
            if (matcher.find()) {
                return matcher;
            }
            if (System.nanoTime() > deadline) {
                throw new DemoFailure(name + " is not ready after " + timeout.toSeconds() + " s: " + lastLines());
            }
            try {
                process.expectAliveFor(POLL);
            } catch (ControlPlaneFailure e) {
                throw new DemoFailure(name + " ended: " + lastLines(), e);
            }
        }
    }

    /// Asks it to end; [#close] sees to it. Apart, so that several end at the same time.
    public void requestStop() {
        process.requestStop();
    }

    @Override
    public void close() {
        process.requestStop();
        process.awaitStop(GRACE);
    }

    private String log() {
        try {
            return Files.readString(folder.resolve(process.program() + ".log"));
        } catch (IOException e) {
            return "";
        }
    }
}
