package io.pilothouse.repository.helm.chart;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What we have to know of a chart's `Chart.yaml`. Helm reads the file itself, too, and checks it.
///
/// @param name the chart's name
/// @param version its version, as written
/// @param isLibrary true for a chart that gives nothing itself
/// @param dependencies those of `requirements.yaml`, for charts of the first generation
record ChartYaml(String name, String version, boolean isLibrary, List<Dependency> dependencies) {
    static final String FILE = "Chart.yaml";
    private static final String REQUIREMENTS = "requirements.yaml";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,249}");

    ChartYaml {
        dependencies = List.copyOf(dependencies);
    }

    /// A chart that another one needs.
    ///
    /// @param name its name
    /// @param version a range, as written
    /// @param alias the name it goes by, if that is another one
    record Dependency(String name, String version, Optional<String> alias) {}

    /// @param folder the chart's folder
    /// @param shown what stands before the chart's paths, for people
    static ChartYaml read(Path folder, String shown) throws IOException, RefusedChartException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new RefusedChartException(
                    "PH-180", shown + FILE, "The chart has no Chart.yaml: is this the chart's folder?");
        }
        Json.Obj content = object(file, shown + FILE);
        String name = content.text("name").orElse("");
        if (!NAME.matcher(name).matches()) {
            throw new RefusedChartException(
                    "PH-180",
                    shown + FILE,
                    "The chart's name must be a text of letters, digits, dots, dashes and underscores.");
        }
        List<Dependency> dependencies = new ArrayList<>(dependencies(content, shown + FILE));
        Path requirements = folder.resolve(REQUIREMENTS);
        if (content.text("apiVersion").orElse("").equals("v1") && Files.isRegularFile(requirements)) {
            dependencies.addAll(dependencies(object(requirements, shown + REQUIREMENTS), shown + REQUIREMENTS));
        }
        return new ChartYaml(
                name,
                content.text("version").orElse(""),
                content.text("type").orElse("").equals("library"),
                dependencies);
    }

    private static Json.Obj object(Path file, String shown) throws IOException, RefusedChartException {
        YamlFile parsed = YamlGate.parse(Files.readAllBytes(file));
        if (!parsed.isUsable()) {
            InputError first = parsed.errors(shown).getFirst();
            throw new RefusedChartException(first.code(), shown, first.origin().line(), first.message());
        }
        if (parsed.documents().isEmpty() || !(parsed.documents().getFirst().content() instanceof Json.Obj object)) {
            throw new RefusedChartException("PH-180", shown, "The file does not hold fields.");
        }
        return object;
    }

    private static List<Dependency> dependencies(Json.Obj content, String shown) throws RefusedChartException {
        List<Dependency> found = new ArrayList<>();
        for (Json item : content.items("dependencies")) {
            Json.Obj dependency = item instanceof Json.Obj object ? object : Json.Obj.EMPTY;
            String name = dependency.text("name").orElse("");
            Optional<String> alias = dependency.text("alias").filter(text -> !text.isEmpty());
            if (!NAME.matcher(name).matches()
                    || !NAME.matcher(alias.orElse(name)).matches()) {
                throw new RefusedChartException(
                        "PH-184",
                        shown,
                        "Each dependency needs a name, and may have an alias, of letters, digits, dots, dashes and"
                                + " underscores.");
            }
            found.add(new Dependency(name, dependency.text("version").orElse(""), alias));
        }
        return found;
    }
}
