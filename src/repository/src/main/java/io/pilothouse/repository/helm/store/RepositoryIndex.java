package io.pilothouse.repository.helm.store;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import io.pilothouse.repository.yaml.YamlLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds one chart in an `index.yaml`. Lists of public repositories are tens of megabytes large, most of it about
/// other charts: of a file as Helm writes it, the lines about one chart are cut out and only those are parsed. A
/// file of another shape is parsed as a whole, if it is small.
final class RepositoryIndex {
    private static final int LONGEST_LINE = 1 << 20;

    private RepositoryIndex() {}

    /// @return what the list says of the chart's versions, in its order
    static List<Json.Obj> versions(Path index, String chart, String shown) throws IOException, FailedFetchException {
        String cut = cut(index, chart);
        if (!cut.isEmpty()) {
            return entries(YamlGate.parse(cut.getBytes(StandardCharsets.UTF_8)), chart, shown);
        }
        if (Files.size(index) > YamlLimits.DEFAULT.bytes()) {
            // the cut found nothing: if the file is as Helm writes it, the chart is not there
            if (isAsHelmWrites(index)) {
                return List.of();
            }
            throw new FailedFetchException(
                    "PH-181",
                    "The index.yaml of the chart repository at " + shown + " is too large to be read in one piece.");
        }
        return entries(YamlGate.parse(Files.readAllBytes(index)), chart, shown);
    }

    private static List<Json.Obj> entries(YamlFile parsed, String chart, String shown) throws FailedFetchException {
        if (!parsed.isUsable()
                || parsed.documents().size() != 1
                || !(parsed.documents().getFirst().content() instanceof Json.Obj index)) {
            throw new FailedFetchException(
                    "PH-185", "The index.yaml of the chart repository at " + shown + " is no list of charts.");
        }
        return index.items("entries", chart).stream()
                .filter(Json.Obj.class::isInstance)
                .map(Json.Obj.class::cast)
                .toList();
    }

    /// Lines `  name:` within `entries:`, and everything below that is indented further or begins an item.
    private static String cut(Path index, String chart) throws IOException {
        StringBuilder lines = new StringBuilder();
        boolean isWithinEntries = false;
        boolean isWithinChart = false;
        try (BufferedReader reader = Files.newBufferedReader(index)) {
            for (Optional<String> next = line(reader); next.isPresent(); next = line(reader)) {
                String line = next.get();
                boolean isTop = !line.isEmpty() && line.charAt(0) != ' ' && line.charAt(0) != '#';
                if (isTop) {
                    isWithinEntries = line.stripTrailing().equals("entries:");
                    isWithinChart = false;
                } else if (isWithinEntries && isKeyOfEntries(line)) {
                    String key = line.strip();
                    isWithinChart = key.equals(chart + ":") || key.equals("\"" + chart + "\":");
                }
                if (isWithinChart && lines.length() <= YamlLimits.DEFAULT.bytes()) {
                    lines.append(line).append('\n');
                }
            }
        } catch (MalformedInputException e) {
            return "";
        }
        return lines.isEmpty() ? "" : "entries:\n" + lines;
    }

    /// @return the next line, empty at the end, and where a line is too long to be one that Helm wrote
    private static Optional<String> line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder(128);
        int c = reader.read();
        if (c < 0) {
            return Optional.empty();
        }
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            if (line.length() > LONGEST_LINE) {
                return Optional.empty();
            }
            c = reader.read();
        }
        return Optional.of(line.toString());
    }

    private static boolean isKeyOfEntries(String line) {
        return line.length() > 2
                && line.startsWith("  ")
                && line.charAt(2) != ' '
                && line.charAt(2) != '-'
                && line.charAt(2) != '#';
    }

    private static boolean isAsHelmWrites(Path index) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(index)) {
            for (int number = 0; number < 20; number++) {
                Optional<String> line = line(reader);
                if (line.isEmpty() || line.get().stripTrailing().equals("entries:")) {
                    return line.isPresent();
                }
            }
        }
        return false;
    }
}
