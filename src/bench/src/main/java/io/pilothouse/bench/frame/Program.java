package io.pilothouse.bench.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// A program that is run from beginning to end.
///
/// @param environment besides this process's own
public record Program(List<String> command, Map<String, String> environment) {
    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public static Program of(String... command) {
        return new Program(List.of(command), Map.of());
    }

    /// This Java again, with the same class path.
    ///
    /// @param options of the JVM
    public static Program java(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new Program(command, Map.of());
    }

    public Program with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new Program(command, more);
    }

    /// Stops a program that runs, lets it go on, or ends it.
    ///
    /// @param name such as `STOP`
    public static void signal(String name, long pid) throws IOException, InterruptedException {
        of("kill", "-" + name, Long.toString(pid)).output();
    }

    /// Looks for a program on the `PATH`.
    public static boolean isInstalled(String name) {
        return Optional.ofNullable(System.getenv("PATH")).stream()
                .flatMap(path -> List.of(path.split(":", -1)).stream())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /// @return what it printed
    public byte[] output() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Path errors = Files.createTempFile("pilothouse-bench", ".err");
        try {
            Process process = builder.redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            byte[] printed = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new IOException(command.getFirst() + " failed: " + Files.readString(errors));
            }
            return printed;
        } finally {
            Files.delete(errors);
        }
    }

    public String text() throws IOException, InterruptedException {
        return new String(output(), StandardCharsets.UTF_8).strip();
    }

    /// This program as a side: each run is a process of its own, and its result what it prints.
    public Side side() {
        return new Side() {
            @Override
            public Supplier<String> run() throws Exception {
                String printed = text();
                return () -> printed;
            }

            @Override
            public Side.Payer payer() {
                return Side.Payer.ITS_CHILDREN;
            }
        };
    }
}
