package io.pilothouse.demo.process;

import io.pilothouse.testkit.cluster.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `src/bin/pilothouse`: starts our programs the way a person does, so the demo runs what the README says.
///
/// @param script the launcher
public record Launcher(Path script) {
    private static final String VARIABLE = "PILOTHOUSE_LAUNCHER";
    // the launcher has just built everything, and it must not ask for the lock of the build again
    private static final Map<String, String> IS_BUILT = Map.of("PILOTHOUSE_BUILT", "yes");

    /// The launcher that started this program.
    public static Launcher ofThisCheckout() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .map(path -> new Launcher(Path.of(path)))
                .orElseThrow(() -> new DemoFailure("start the demo with src/bin/pilothouse demo"));
    }

    /// The root of the checkout.
    public Path root() {
        return script.resolve("../../..").toAbsolutePath().normalize();
    }

    /// Starts a program that goes on until it is stopped.
    ///
    /// @param folder where its log is kept
    public RunningProgram start(String name, Path folder, List<String> arguments) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DemoFailure("cannot create " + folder + " (" + e.getMessage() + "); free some space", e);
        }
        return new RunningProgram(name, ServerProcess.start(command(arguments), folder, IS_BUILT), folder);
    }

    /// Runs a program to its end.
    ///
    /// @throws DemoFailure if it does not end well
    public void run(List<String> arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(arguments)).redirectErrorStream(true);
            builder.environment().putAll(IS_BUILT);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new DemoFailure("pilothouse " + String.join(" ", arguments) + " failed: " + output.strip());
            }
        } catch (IOException e) {
            throw new DemoFailure("cannot run " + script + " (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", e);
        }
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        return command;
    }
}
