package io.pilothouse.bench.scale;

import io.pilothouse.repository.git.GitSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process that fetches, renders all of its slice, and tells how much memory it holds then: kibibytes of heap after a
/// collection, kibibytes resident.
final class MemoryProbe {
    private MemoryProbe() {}

    public static void main(String[] arguments) throws Exception {
        GitSettings settings =
                GitSettings.of(arguments[0], "main", Path.of(arguments[1])).withLocalAllowed();
        try (Agent agent = new Agent(settings, arguments[2])) {
            int objects = agent.renderChanges(agent.fetch());
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.println(objects + " " + heap / 1024 + " " + resident());
        }
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
