package io.pilothouse.repository.helm.chart;

import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A chart on disk, ready for Helm, and the key to what Helm will give.
public final class PreparedChart {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final String marker;
    private final Capture capture;

    /// Where a part of the output comes from.
    public sealed interface Source {

        /// A template.
        ///
        /// @param path within the chart
        record Template(String path) implements Source {}

        /// A chart that is switched on, which is the chart itself or one of its `charts/`.
        ///
        /// @param folder where its files are now
        /// @param shown what stands before its paths, for people
        record Chart(Path folder, String shown) implements Source {}

        /// A chart that is switched on and not there.
        ///
        /// @param name its name
        /// @param file the file that names it
        record Missing(String name, String file) implements Source {}
    }

    /// A part of the output.
    public record Part(Source source, String text) {}

    private PreparedChart(Path folder, String marker, Capture capture) {
        this.folder = folder;
        this.marker = marker;
        this.capture = capture;
    }

    /// Prepares a chart of a Git repository.
    ///
    /// @param chart the chart's folder there
    /// @param apiVersions what the chart is to find served beside Helm's own list
    /// @param folder where to put it, empty
    public static PreparedChart of(FleetTree tree, String chart, List<String> apiVersions, Path folder)
            throws IOException, DamagedTreeException, OversizedTreeException, RefusedChartException {
        ChartLimits.Count count = ChartLimits.DEFAULT.count();
        new ChartFiles(folder, count).copy(tree, chart);
        return prepare(folder, apiVersions, count);
    }

    /// Prepares a packed chart.
    ///
    /// @param archive the chart
    /// @param apiVersions what the chart is to find served beside Helm's own list
    /// @param folder where to put it, empty
    public static PreparedChart of(Path archive, List<String> apiVersions, Path folder)
            throws IOException, RefusedChartException {
        if (Files.size(archive) > ChartLimits.DEFAULT.packed()) {
            throw new RefusedChartException(
                    "PH-181",
                    "",
                    "The chart's archive is larger than %,d bytes.".formatted(ChartLimits.DEFAULT.packed()));
        }
        ChartLimits.Count count = ChartLimits.DEFAULT.count();
        try (InputStream in = Files.newInputStream(archive)) {
            new ChartFiles(folder, count).unpack(in, "");
        }
        return prepare(folder, apiVersions, count);
    }

    private static PreparedChart prepare(Path folder, List<String> apiVersions, ChartLimits.Count count)
            throws IOException, RefusedChartException {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String marker = "pilothouse-" + HexFormat.of().formatHex(random);
        ChartNode root = new ChartReader(count).read(folder, "");
        if (root.yaml().isLibrary()) {
            throw new RefusedChartException(
                    "PH-180",
                    ChartYaml.FILE,
                    "The chart is a library, which other charts use and which gives nothing itself: name a chart that"
                            + " uses it.");
        }
        Capture capture = new Capture(root, marker, ApiVersions.extend(root, apiVersions));
        Path notes = folder.resolve(Capture.FILE);
        Files.createDirectories(notes.getParent());
        Files.writeString(notes, capture.text(), StandardCharsets.UTF_8);
        return new PreparedChart(folder, marker, capture);
    }

    public Path folder() {
        return folder;
    }

    /// @param template a template's name, as Helm has it in its messages
    /// @param line in that template
    /// @return its path within the chart with the line, empty for what is no template of the chart
    public Optional<Written> place(String template, int line) {
        String path = HiddenName.original(template);
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            Optional<String> shown = Optional.ofNullable(capture.shown().get(path.substring(0, slash)));
            if (shown.isPresent()) {
                boolean isOurs = path.equals(template) && shown.get().isEmpty() && path.endsWith("/" + Capture.FILE);
                return isOurs
                        ? Optional.ofNullable(capture.renderedAt().get(line)).map(file -> new Written(file, 1))
                        : Optional.of(new Written(shown.get() + path.substring(slash + 1), line));
            }
        }
        return Optional.empty();
    }

    /// A line of one of the chart's files.
    ///
    /// @param file path within the chart
    public record Written(String file, int line) {}

    /// @return where these words stand in a template just so
    public Optional<Written> find(String words) throws IOException {
        for (var source : capture.sources()) {
            if (source instanceof Source.Chart(Path chart, String shown)) {
                Optional<Written> found = find(chart, shown, words);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Written> find(Path chart, String shown, String words) throws IOException {
        Path templates = chart.resolve("templates");
        if (!Files.isDirectory(templates)) {
            return Optional.empty();
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(templates)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            int at = text.indexOf(words);
            if (at >= 0) {
                int line = 1
                        + (int) text.substring(0, at)
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                String path = chart.relativize(file).toString();
                return Optional.of(
                        new Written(HiddenName.original("/" + shown + path).substring(1), line));
            }
        }
        return Optional.empty();
    }

    /// @param report what Helm gave
    /// @return its parts, in Helm's order
    public List<Part> parts(String report) {
        List<Part> parts = new ArrayList<>();
        String before = "\n" + marker + " ";
        int at = report.indexOf(before);
        while (at >= 0) {
            int number = at + before.length();
            int line = report.indexOf('\n', number);
            int next = line < 0 ? -1 : report.indexOf(before, line);
            // a part without text has the next marker's line break for its own
            int end = line < 0 ? report.length() : line;
            int last = next < 0 ? report.length() : next;
            String text = end + 1 < last ? report.substring(end + 1, last) : "";
            parts.add(new Part(capture.sources().get(Integer.parseInt(report, number, end, 10)), text));
            at = next;
        }
        return parts;
    }
}
