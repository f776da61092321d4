package io.pilothouse.bench.engine.program;

import io.pilothouse.bench.frame.Program;
import java.io.IOException;
import java.util.List;

/// Where programs run: servers and the eye on core 0, what is measured on core 1, so that the one does not wait for the
/// other. Where there is one core, or no `taskset`, everything runs everywhere.
public enum Cores {
    SERVERS("0"),
    MEASURED("1");

    private final String list;

    Cores(String list) {
        this.list = list;
    }

    /// @return the beginning of a command line
    public List<String> pinned() {
        return isPossible() ? List.of("taskset", "--cpu-list", list) : List.of();
    }

    /// Moves a program that runs, with all of its threads.
    public void take(long pid) throws IOException, InterruptedException {
        if (isPossible()) {
            Program.of("taskset", "--all-tasks", "--cpu-list", "--pid", list, Long.toString(pid))
                    .output();
        }
    }

    private static boolean isPossible() {
        return Program.isInstalled("taskset") && HasTwo.YES;
    }

    /// Asked of the machine, not of this process, which is pinned itself.
    private static final class HasTwo {
        static final boolean YES = count() > 1;

        private static long count() {
            try {
                return java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/cpuinfo")).stream()
                        .filter(line -> line.startsWith("processor"))
                        .count();
            } catch (IOException e) {
                return 1;
            }
        }
    }
}
