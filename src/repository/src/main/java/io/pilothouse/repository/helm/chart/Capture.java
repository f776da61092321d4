package io.pilothouse.repository.helm.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the one template that Helm renders by itself: the chart's `NOTES.txt`, replaced by ours. It renders all the
/// others, in Helm's order and each with the scope that Helm would have given it, and marks where each begins.
///
/// Why: of Helm's native library, only the call that gives the notes can be told to leave clusters alone, and it gives
/// nothing but the notes. What is gained besides: hooks are part of the output, and each object's template is known.
///
/// A chart's scope is found where Helm itself keeps it, in its parent's `.Subcharts`; a chart that is not there is
/// switched off. Which file is rendered when follows Helm's engine: deeper paths first, then by name, backwards.
final class Capture {
    static final String FILE = "templates/NOTES.txt";
    private static final String NOTES = "NOTES.txt";
    /// Charts with aliases within charts with aliases multiply.
    private static final int MOST_CHARTS = 500;

    private static final int MOST_TEMPLATES = 20_000;

    private final String marker;
    private final List<Instance> instances = new ArrayList<>();
    private final List<PreparedChart.Source> sources = new ArrayList<>();
    private final Map<Integer, String> renderedAt = new HashMap<>();
    private final StringBuilder text = new StringBuilder(4096);
    private int lines = 1;
    private int countedTo;

    /// One chart under one of the names it may go by.
    private record Instance(int number, ChartNode chart, String path, int parent, String name) {}

    private record Template(Instance instance, String file) {
        String path() {
            return instance.path() + "/" + file;
        }
    }

    /// @param marker what no template can guess
    /// @param definitions more templates to define
    Capture(ChartNode root, String marker, String definitions) throws RefusedChartException {
        this.marker = marker;
        text.append(definitions);
        add(root, root.yaml().name(), -1, root.yaml().name());
        List<Template> templates = templates();
        templates.forEach(this::define);
        instances.forEach(this::scope);
        templates.forEach(this::render);
    }

    /// @return the content of the file
    String text() {
        return text.toString();
    }

    /// @return what the numbers behind the markers mean
    List<PreparedChart.Source> sources() {
        return List.copyOf(sources);
    }

    /// @return by line of this file, the path within the chart of the template that is rendered there
    Map<Integer, String> renderedAt() {
        return Map.copyOf(renderedAt);
    }

    /// @return by the path with which Helm begins the names of a chart's templates, what stands before that chart's
    ///     paths
    Map<String, String> shown() {
        Map<String, String> shown = new HashMap<>();
        instances.forEach(
                instance -> shown.put(instance.path(), instance.chart().shown()));
        return shown;
    }

    private void add(ChartNode chart, String path, int parent, String name) throws RefusedChartException {
        if (instances.size() == MOST_CHARTS) {
            throw new RefusedChartException(
                    "PH-181",
                    chart.shown() + ChartYaml.FILE,
                    "The chart holds more than " + MOST_CHARTS + " charts, each counted under every name it goes by.");
        }
        int number = instances.size();
        instances.add(new Instance(number, chart, path, parent, name));
        for (ChartNode child : chart.charts()) {
            for (String childName : chart.namesOf(child)) {
                add(child, path + "/charts/" + childName, number, childName);
            }
        }
    }

    private List<Template> templates() throws RefusedChartException {
        List<Template> templates = new ArrayList<>();
        for (Instance instance : instances) {
            instance.chart().templates().forEach(file -> templates.add(new Template(instance, file)));
        }
        if (templates.size() > MOST_TEMPLATES) {
            throw new RefusedChartException(
                    "PH-181", "", "The chart renders more than %,d templates: split it.".formatted(MOST_TEMPLATES));
        }
        Map<String, Integer> depths = new HashMap<>();
        templates.forEach(template -> depths.put(template.path(), depth(template.path())));
        templates.sort(Comparator.<Template>comparingInt(template -> depths.getOrDefault(template.path(), 0))
                .thenComparing(Template::path)
                .reversed());
        return templates;
    }

    private static int depth(String path) {
        return (int) path.chars().filter(c -> c == '/').count();
    }

    /// Under its original name, for charts that include a whole file.
    private void define(Template template) {
        if (template.path().equals(instances.getFirst().path() + "/" + FILE)) {
            return;
        }
        String hidden = template.instance().path() + "/" + HiddenName.of(template.file());
        text.append("{{- define ").append(quoted(template.path())).append(" }}{{ template ");
        text.append(quoted(hidden)).append(" . }}{{ end -}}\n");
    }

    private void scope(Instance instance) {
        String scope = "$s" + instance.number();
        if (instance.parent() < 0) {
            text.append("{{- ").append(scope).append(" := $ -}}\n");
        } else {
            String charts = "$s" + instance.parent() + ".Subcharts";
            String child = "(index " + charts + " " + quoted(instance.name()) + ")";
            text.append("{{- ").append(scope).append(" := dict }}{{ if $s").append(instance.parent());
            text.append(" }}{{ if hasKey ").append(charts).append(' ').append(quoted(instance.name()));
            text.append(" }}{{ if eq ").append(child).append(".Chart.Version ");
            text.append(quoted(instance.chart().yaml().version()))
                    .append(" }}{{ ")
                    .append(scope);
            text.append(" = ").append(child).append(" }}{{ end }}{{ end }}{{ end -}}\n");
        }
        mark(
                instance,
                new PreparedChart.Source.Chart(
                        instance.chart().folder(), instance.chart().shown()));
        if (instance.chart().isStandIn()) {
            mark(
                    instance,
                    new PreparedChart.Source.Missing(
                            instance.chart().yaml().name(), instance.chart().shown()));
        }
    }

    private void mark(Instance instance, PreparedChart.Source source) {
        text.append("{{ if $s").append(instance.number()).append(" }}");
        marker(source);
        text.append("{{ end -}}\n");
    }

    private void render(Template template) {
        String scope = "$s" + template.instance().number();
        boolean isNotes = template.file().endsWith(NOTES);
        String hidden = template.instance().path() + "/" + HiddenName.of(template.file());
        String shown = template.instance().chart().shown() + template.file();
        renderedAt.put(line(), shown);
        text.append("{{ if ").append(scope).append(" }}{{ $_ := set ").append(scope);
        text.append(" \"Template\" (dict \"Name\" ")
                .append(quoted(template.path()))
                .append(" \"BasePath\" ");
        text.append(quoted(template.instance().path() + "/templates")).append(") }}");
        if (isNotes) {
            // they may refuse the chart, so they are rendered all the same
            text.append("{{ $_ := include ")
                    .append(quoted(hidden))
                    .append(' ')
                    .append(scope)
                    .append(" }}");
        } else {
            marker(new PreparedChart.Source.Template(shown));
            text.append("{{ include ")
                    .append(quoted(hidden))
                    .append(' ')
                    .append(scope)
                    .append(" }}");
        }
        text.append("{{ end -}}\n");
    }

    /// @return the line that is being written
    private int line() {
        for (; countedTo < text.length(); countedTo++) {
            lines += text.charAt(countedTo) == '\n' ? 1 : 0;
        }
        return lines;
    }

    private void marker(PreparedChart.Source source) {
        text.append("{{ \"\\n")
                .append(marker)
                .append(' ')
                .append(sources.size())
                .append("\\n\" }}");
        sources.add(source);
    }

    /// Names hold neither quotes nor backslashes: that was checked when they were written to disk.
    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
