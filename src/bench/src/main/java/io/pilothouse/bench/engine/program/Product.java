package io.pilothouse.bench.engine.program;

import io.pilothouse.bench.frame.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The programs that people run, started as `src/bin/pilothouse` starts them: their jar, their class path and the JVM
/// options that are shipped with them.
public enum Product {
    AGENT("cluster-agent", "io.pilothouse.agent.AgentMain"),
    HUB("fleet-hub", "io.pilothouse.hub.HubMain"),
    /// Only its options and libraries; [io.pilothouse.bench.engine.desk.DeskMain] is what starts.
    DESKTOP("desktop", "io.pilothouse.desktop.Launcher");

    private final String module;
    private final String main;

    Product(String module, String main) {
        this.module = module;
        this.main = main;
    }

    /// @return the command line
    public List<String> command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(more());
        command.addAll(List.of("-cp", classPath(), main));
        command.addAll(List.of(arguments));
        return command;
    }

    /// @return the start-up cache it is shipped with, where the launcher names one
    private List<String> readiness() {
        return Optional.ofNullable(System.getenv("PILOTHOUSE_AOT_CACHE"))
                .filter(_ -> this == AGENT)
                .map(cache -> List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off"))
                .orElse(List.of());
    }

    /// @return the JVM options that it is shipped with, and its start-up cache where there is one
    public List<String> options() throws IOException {
        List<String> options = new ArrayList<>();
        for (String line : Files.readAllLines(folder().resolve("src/main/jvm.options"))) {
            if (line.startsWith("-")) {
                options.add(line);
            }
        }
        options.addAll(readiness());
        return options;
    }

    /// @return options that a person adds, such as a recording: see the README
    private List<String> more() {
        String words = System.getenv("PILOTHOUSE_BENCH_" + name() + "_OPTS");
        return words == null ? List.of() : List.of(words.strip().split(" +", -1));
    }

    public String classPath() throws IOException {
        Path target = folder().resolve("target");
        try (var files = Files.list(target)) {
            Path jar = files.filter(file -> file.getFileName().toString().matches(module + "-[0-9].*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(target + " has no jar: build it with src/bin/pilothouse build"));
            return jar + ":" + Files.readString(target.resolve("classpath")).strip();
        }
    }

    /// Runs it from beginning to end.
    void run(String... arguments) throws IOException, InterruptedException {
        Program.of(command(arguments).toArray(String[]::new)).output();
    }

    private Path folder() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("src/bin/pilothouse"))) {
                return folder.resolve(module);
            }
        }
        throw new IOException("start the bench from within the checkout; " + here + " is not");
    }
}
