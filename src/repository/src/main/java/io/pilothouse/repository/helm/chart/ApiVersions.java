package io.pilothouse.repository.helm.chart;

import io.pilothouse.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Lets a chart find more API versions than Helm's own list holds. Helm's native library takes no such list, so the
/// question itself is changed: `.Capabilities.APIVersions.Has "x/v1"` asks a template of ours, which knows Helm's list
/// and the others. Whatever else a chart does with `APIVersions` cannot be answered and is refused by name.
final class ApiVersions {
    private static final String DEFINITION = "pilothouse.api-versions";
    private static final Pattern ACTION = Pattern.compile("\\{\\{(?:[^}]++|}(?!}))*+}}");
    private static final Pattern QUESTION = Pattern.compile("[\\w$.]*\\.APIVersions\\.Has(?![\\w.])");
    private static final Pattern COMMENT = Pattern.compile("\\{\\{-?\\s*/\\*(?s:.*?)\\*/\\s*-?}}");

    private ApiVersions() {}

    /// @param more besides Helm's own list
    /// @return what has to be defined for the chart's templates, which this changes on disk
    static String extend(ChartNode chart, List<String> more) throws IOException, RefusedChartException {
        if (more.isEmpty()) {
            return "";
        }
        rewrite(chart);
        SortedMap<String, String> all = new TreeMap<>();
        own().forEach(version -> all.put(version, version));
        more.forEach(version -> all.put(version, version));
        return "{{- define \"" + DEFINITION + "\" }}" + Json.ofTexts(all).canonical() + "{{ end -}}\n";
    }

    /// @return Helm's own list, as `src/bin/helm-corpus` wrote it down
    static List<String> own() throws IOException {
        try (InputStream in = ApiVersions.class.getResourceAsStream("api-versions.txt")) {
            if (in == null) {
                throw new IllegalStateException("the list of API versions is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static void rewrite(ChartNode chart) throws IOException, RefusedChartException {
        Path templates = chart.folder().resolve("templates");
        if (Files.isDirectory(templates)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(templates)) {
                files = all.filter(Files::isRegularFile).sorted().toList();
            }
            for (Path file : files) {
                byte[] content = Files.readAllBytes(file);
                String text = new String(content, StandardCharsets.ISO_8859_1);
                if (text.contains("APIVersions")) {
                    String path = HiddenName.original(
                                    "/" + chart.shown() + chart.folder().relativize(file))
                            .substring(1);
                    Files.write(file, rewrite(text, path).getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
        for (ChartNode child : chart.charts()) {
            rewrite(child);
        }
    }

    private static String rewrite(String text, String path) throws RefusedChartException {
        StringBuilder out = new StringBuilder(text.length() + 64);
        Matcher action = ACTION.matcher(text);
        while (action.find()) {
            String written = action.group();
            if (written.contains("APIVersions") && !COMMENT.matcher(written).matches()) {
                written = QUESTION.matcher(written)
                        .replaceAll(
                                Matcher.quoteReplacement("hasKey (fromJson (include \"" + DEFINITION + "\" \"\"))"));
                if (written.contains("APIVersions") || written.contains(")hasKey")) {
                    int line = 1
                            + (int) text.substring(0, action.start())
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count();
                    throw new RefusedChartException(
                            "PH-182",
                            path,
                            line,
                            "The template uses .Capabilities.APIVersions otherwise than with .Has \"…\", which cannot"
                                    + " be extended with apiVersions.");
                }
            }
            action.appendReplacement(out, Matcher.quoteReplacement(written));
        }
        return action.appendTail(out).toString();
    }
}
