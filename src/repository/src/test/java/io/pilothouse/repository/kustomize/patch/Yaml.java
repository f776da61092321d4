package io.pilothouse.repository.kustomize.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.yaml.Dialect;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import io.pilothouse.repository.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// YAML written down in a test, read as Kustomize reads resources.
public final class Yaml {
    private Yaml() {}

    public static Json of(String yaml) {
        return documents(yaml).getFirst().content();
    }

    public static Json.Obj object(String yaml) {
        return (Json.Obj) of(yaml);
    }

    /// @return the place of the text's first document, in a file of this name
    public static Place place(String file, String yaml) {
        return new Place(file, documents(yaml).getFirst(), List.of());
    }

    /// @return the object, as if it stood in `all.yaml`
    public static Resource resource(String yaml) {
        return Resource.of(object(yaml), place("all.yaml", yaml));
    }

    private static List<YamlDocument> documents(String yaml) {
        YamlFile file = YamlGate.parse(yaml.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT, Dialect.KUSTOMIZE);
        assertThat(file.problems()).isEmpty();
        return file.documents();
    }
}
