package io.pilothouse.bench.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What a figure depends on beside the programs: without it nobody can compare.
public final class Surroundings {
    private Surroundings() {}

    /// @return names and values, in order
    public static Map<String, String> here() {
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        Runtime runtime = Runtime.getRuntime();
        facts.put("java", Runtime.version().toString());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("processor", processor());
        facts.put("cores", runtime.availableProcessors() + " for this process");
        facts.put("memory", memory());
        facts.put("load", load());
        facts.put("commit", firstLine("git", "describe", "--always", "--dirty", "--abbrev=12"));
        facts.put("heap", runtime.maxMemory() / (1 << 20) + " MiB");
        facts.put("git", firstLine("git", "--version"));
        facts.put("kubectl", firstLine("kubectl", "version", "--client"));
        facts.put(
                "processor time", ProcStat.isThere() ? "from /proc, in steps of 10 ms" : "not measured: no /proc here");
        return facts;
    }

    /// @return load averages of 1, 5 and 15 minutes
    public static String load() {
        return firstOf(Path.of("/proc/loadavg")).replaceAll("^(\\S+ \\S+ \\S+).*", "$1");
    }

    private static String memory() {
        return firstOf(Path.of("/proc/meminfo")).replaceAll("\\D+(\\d+ kB)", "$1");
    }

    private static String firstOf(Path file) {
        try {
            return Files.readAllLines(file).getFirst();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.split(":", 2)[1].strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    /// @return the first line that a program prints, or `none`
    private static String firstLine(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("none");
        } catch (IOException e) {
            return "none";
        }
    }
}
