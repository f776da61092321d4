package io.pilothouse.repository.helm.chart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads a chart's folder and makes it ready: unpacks the archives in `charts/`, gives every template the name under
/// which Helm knows it but does not render it by itself (see `Capture`), and puts a stand-in where a dependency is
/// missing, so that Helm decides whether it is needed.
final class ChartReader {
    private static final String TEMPLATES = "templates";
    private static final int DEEPEST = 10;

    private final ChartLimits.Count count;

    ChartReader(ChartLimits.Count count) {
        this.count = count;
    }

    /// @param shown what stands before the chart's paths, for people
    ChartNode read(Path folder, String shown) throws IOException, RefusedChartException {
        return read(folder, shown, 0);
    }

    private ChartNode read(Path folder, String shown, int depth) throws IOException, RefusedChartException {
        if (depth > DEEPEST) {
            throw new RefusedChartException(
                    "PH-184", shown, "Charts are nested more than " + DEEPEST + " levels deep in charts/.");
        }
        ChartYaml yaml = ChartYaml.read(folder, shown);
        List<ChartNode> charts = new ArrayList<>();
        Path vendored = folder.resolve("charts");
        if (Files.isDirectory(vendored)) {
            for (Path entry : sorted(vendored)) {
                readVendored(entry, shown, depth, charts);
            }
        }
        standIns(folder, yaml, charts, shown);
        return new ChartNode(folder, shown, yaml, templates(folder, yaml.isLibrary()), charts, false);
    }

    private void readVendored(Path entry, String shown, int depth, List<ChartNode> charts)
            throws IOException, RefusedChartException {
        String name = entry.getFileName().toString();
        // Helm passes over these, and over plain files
        if (name.startsWith("_") || name.startsWith(".")) {
            return;
        }
        if (Files.isDirectory(entry)) {
            charts.add(read(entry, shown + "charts/" + name + "/", depth + 1));
        } else if (name.endsWith(".tgz")) {
            Path unpacked = Files.createTempDirectory(entry.getParent(), "unpacked-");
            try (InputStream in = Files.newInputStream(entry)) {
                new ChartFiles(unpacked, count).unpack(in, shown + "charts/" + name);
            }
            Files.delete(entry);
            charts.add(read(unpacked, shown + "charts/" + name + ":", depth + 1));
        }
    }

    private static void standIns(Path folder, ChartYaml yaml, List<ChartNode> charts, String shown) throws IOException {
        int number = 0;
        for (ChartYaml.Dependency dependency : yaml.dependencies()) {
            if (charts.stream().anyMatch(chart -> chart.yaml().name().equals(dependency.name()))) {
                continue;
            }
            Path standIn = folder.resolve("charts/missing-" + number++);
            Files.createDirectories(standIn);
            String version = StandInVersion.of(dependency.version());
            Files.writeString(
                    standIn.resolve(ChartYaml.FILE),
                    "apiVersion: v2\nname: \"" + dependency.name() + "\"\nversion: \"" + version + "\"\n");
            charts.add(new ChartNode(
                    standIn,
                    shown + ChartYaml.FILE,
                    new ChartYaml(dependency.name(), version, false, List.of()),
                    List.of(),
                    List.of(),
                    true));
        }
    }

    private static List<String> templates(Path folder, boolean isLibrary) throws IOException {
        Path templates = folder.resolve(TEMPLATES);
        if (!Files.isDirectory(templates)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(templates)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.startsWith("_")) {
                continue;
            }
            if (isLibrary) {
                // Helm does not even parse these
                Files.delete(file);
                continue;
            }
            String path = folder.relativize(file).toString();
            Files.move(file, folder.resolve(HiddenName.of(path)));
            found.add(path);
        }
        return found;
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }
}
