package io.pilothouse.repository.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs Jazzer on a target, in a process of its own: the seeds first, then what it makes of them. All it finds is kept
/// in
/// `target/fuzz/` of this module.
///
/// @param seed of the fuzzer's choices; with the same seed it makes the same choices
record Fuzzing(FuzzTarget target, Duration time, int seed) {
    /// One input that takes longer is a finding.
    private static final int MOST_SECONDS = 10;

    private static final int MOST_MEBIBYTES = 256;

    /// @param log all that the fuzzer printed
    /// @param found inputs that broke something
    record Outcome(String log, List<Path> found) {}

    /// @param corpus keeps what the fuzzer learns, beside the seeds; with an empty one and the same seed it does
    ///     the same
    Outcome run(Path corpus) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(folder());
        Path findings = Files.createDirectories(folder.resolve("found"));
        forgetMended(findings);
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command(corpus, findings))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            // starting takes time too, and on a busy machine a lot of it
            long atMost = time.toSeconds() * 3 / 2 + 120;
            boolean isOver = process.waitFor(atMost, TimeUnit.SECONDS);
            String text = Files.readString(log);
            if (!isOver) {
                throw new IOException("the fuzzer did not end within " + atMost + " s: see " + log);
            }
            List<Path> found = list(findings);
            if (process.exitValue() != 0 && found.isEmpty()) {
                throw new IOException("the fuzzer could not run: see " + log);
            }
            return new Outcome(text, found);
        } finally {
            process.destroyForcibly();
        }
    }

    /// What was found by an earlier run and holds now is found no more.
    private void forgetMended(Path findings) throws IOException {
        for (Path file : list(findings)) {
            if (holds(Files.readAllBytes(file))) {
                Files.delete(file);
            }
        }
    }

    private boolean holds(byte[] input) {
        try {
            target.tryOut(input);
            return true;
        } catch (Exception | AssertionError | StackOverflowError e) {
            return false;
        }
    }

    /// @return where all that belongs to this target is kept
    Path folder() throws IOException {
        return home().resolve("target/fuzz").resolve(target.word());
    }

    private List<String> command(Path corpus, Path findings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + MOST_MEBIBYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                        .orElseGet(() -> System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type().getName(),
                "--instrumentation_includes=io.pilothouse.**:org.snakeyaml.**",
                "--custom_hook_includes=io.pilothouse.**:org.snakeyaml.**",
                "--reproducer_path=" + findings.getParent(),
                "-artifact_prefix=" + findings + "/",
                "-max_total_time=" + time.toSeconds(),
                "-timeout=" + MOST_SECONDS,
                "-seed=" + seed,
                "-max_len=20000",
                "-print_final_stats=1"));
        Path words = seeds(target).resolveSibling(target.word() + ".dict");
        if (Files.exists(words)) {
            command.add("-dict=" + words);
        }
        command.add(corpus.toString());
        command.add(seeds(target).toString());
        if (target == FuzzTarget.KUSTOMIZE) {
            command.add(cases(findings.resolveSibling("cases")).toString());
        }
        return command;
    }

    private static Path cases(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var seed : KustomizeSeeds.read(corpus()).entrySet()) {
            Files.write(folder.resolve(seed.getKey()), seed.getValue());
        }
        return folder;
    }

    /// @return the folder with the cases that are compared with Kustomize
    static Path corpus() throws IOException {
        return home().resolve("src/test/resources/kustomize");
    }

    /// @return the folder with inputs that people wrote, and those that once broke something
    static Path seeds(FuzzTarget target) throws IOException {
        return home().resolve("src/test/resources/fuzz").resolve(target.word());
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /// This module's folder.
    static Path home() throws IOException {
        try {
            Path classes = Path.of(Fuzzing.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.ofNullable(classes.getParent())
                    .flatMap(built -> Optional.ofNullable(built.getParent()))
                    .orElseThrow(() -> new IOException(classes + " is not a build folder"));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
