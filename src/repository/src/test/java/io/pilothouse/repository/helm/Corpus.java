package io.pilothouse.repository.helm;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The charts and cases in `src/test/resources/helm`.
final class Corpus {
    static final Path FOLDER = Path.of("src/test/resources/helm");

    /// One rendering.
    record Case(String name, String chart, int values, String release, String namespace, String kubeVersion) {

        Path chartFolder() {
            return FOLDER.resolve("charts").resolve(chart);
        }

        List<String> valuesFiles() {
            List<String> files = new ArrayList<>();
            for (int number = 1; number <= values; number++) {
                files.add("values/" + name + "-" + number + ".yaml");
            }
            return files;
        }

        Path expected() {
            return FOLDER.resolve("expected").resolve(name + ".yaml");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Corpus() {}

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (Json item : parse(FOLDER.resolve("cases.yaml"))) {
            for (Json each : ((Json.Arr) item).items()) {
                Json.Obj written = (Json.Obj) each;
                cases.add(new Case(
                        written.text("name").orElseThrow(),
                        written.text("chart").orElseThrow(),
                        (int) written.integer(0, "values"),
                        written.text("release").orElse("rel"),
                        written.text("namespace").orElse("space"),
                        written.text("kubeVersion").orElse("")));
            }
        }
        return cases;
    }

    private static List<Json> parse(Path file) throws IOException {
        return objects(Files.readString(file));
    }

    static List<Json> objects(String text) {
        YamlFile parsed = YamlGate.parse(text.getBytes(StandardCharsets.UTF_8));
        if (!parsed.isUsable()) {
            throw new IllegalStateException(parsed.errors("text").toString() + text);
        }
        return parsed.documents().stream().map(document -> document.content()).toList();
    }
}
