package io.pilothouse.demo.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// How much memory a process occupies.
public final class Memory {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private Memory() {}

    /// @return resident memory in MB, as Linux counts it; 0 where it does not say
    public static long megabytes(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
            return RESIDENT.matcher(status)
                    .results()
                    .map((MatchResult match) -> Long.parseLong(match.group(1)) / 1024)
                    .findFirst()
                    .orElse(0L);
        } catch (IOException e) {
            return 0;
        }
    }
}
