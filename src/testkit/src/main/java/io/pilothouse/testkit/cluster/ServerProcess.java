package io.pilothouse.testkit.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// One server as a child process: its output in a log file, stopped on request, and killed by the kernel if this JVM
/// dies without a chance to stop it.
public final class ServerProcess {
    private static final int LAST_LINES = 8;

    /// Short: an API server waits for its watches to end, which here never happens, and nothing is lost by a kill.
    private static final Duration GRACE = Duration.ofSeconds(1);

    /// The kernel's parent-death signal is sent when the *thread* that started the child ends, so one thread that
    /// lives as long as the JVM starts them all.
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("server-starter").factory());

    private static final List<String> DIE_WITH_PARENT = dieWithParent();

    private final String program;
    private final Path log;
    private final Process process;

    private ServerProcess(String program, Path log, Process process) {
        this.program = program;
        this.log = log;
        this.process = process;
    }

    public static ServerProcess start(List<String> command, Path directory, Map<String, String> environment) {
        String program = Path.of(command.getFirst()).getFileName().toString();
        Path log = directory.resolve(program + ".log");
        var all = new ArrayList<>(DIE_WITH_PARENT);
        all.addAll(command);
        var builder = new ProcessBuilder(all)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = STARTER.submit(builder::start).get();
            if (DIE_WITH_PARENT.isEmpty()) {
                watch(process);
            }
            return new ServerProcess(program, log, process);
        } catch (ExecutionException e) {
            throw new ControlPlaneFailure("cannot start " + command.getFirst() + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlPlaneFailure("interrupted while starting " + program, e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public String program() {
        return program;
    }

    /// Waits a moment, so that a caller that polls a server also sees at once that it is gone.
    public void expectAliveFor(Duration moment) {
        try {
            if (process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ControlPlaneFailure(program + " exited with " + process.exitValue() + ": " + lastLines());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlPlaneFailure("interrupted while waiting for " + program, e);
        }
    }

    public String lastLines() {
        try {
            var lines = Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }

    /// Asks it to stop; [#awaitStop] sees to it. Apart, so that several stop at the same time.
    public void requestStop() {
        process.destroy();
    }

    /// Kills it if it has not stopped after a second.
    public void awaitStop() {
        awaitStop(GRACE);
    }

    /// @param grace when it is killed
    public void awaitStop(Duration grace) {
        boolean interrupted = false;
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            process.destroyForcibly();
        }
        process.onExit().join();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> dieWithParent() {
        try {
            var asked = new ProcessBuilder("setpriv", "--pdeathsig", "KILL", "--", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return asked.waitFor() == 0 ? List.of("setpriv", "--pdeathsig", "KILL", "--") : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /// Where there is no `setpriv`: a shell that looks every second whether this JVM still lives.
    private static void watch(Process process) {
        String script = "while kill -0 \"$1\" && kill -0 \"$2\"; do sleep 1; done; kill -0 \"$1\" || kill -KILL \"$2\"";
        try {
            new ProcessBuilder(
                            "sh",
                            "-c",
                            script,
                            "watch",
                            Long.toString(ProcessHandle.current().pid()),
                            Long.toString(process.pid()))
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            process.destroyForcibly();
            throw new ControlPlaneFailure("neither setpriv nor sh can be run, so servers might outlive this JVM", e);
        }
    }
}
