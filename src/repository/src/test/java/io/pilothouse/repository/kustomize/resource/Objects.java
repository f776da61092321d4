package io.pilothouse.repository.kustomize.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.yaml.Dialect;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import io.pilothouse.repository.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Objects written down in a test.
public final class Objects {
    private Objects() {}

    /// @param yaml one object in each document
    public static ResourceSet set(String yaml) throws RefusedSourceException {
        ResourceSet set = new ResourceSet();
        for (YamlDocument document : documents(yaml)) {
            set.append(Resource.of((Json.Obj) document.content(), new Place("app/all.yaml", document, List.of())));
        }
        return set;
    }

    public static Resource one(String yaml) throws RefusedSourceException {
        return set(yaml).get(0);
    }

    public static Json json(String yaml) {
        return documents(yaml).getFirst().content();
    }

    public static List<Json> all(String yaml) {
        return documents(yaml).stream().map(YamlDocument::content).toList();
    }

    /// @return the objects, in their order
    public static List<Json> contents(ResourceSet set) {
        return set.all().stream().<Json>map(Resource::content).toList();
    }

    public static Place place() {
        YamlDocument document = documents("resources: [all.yaml]").getFirst();
        return new Place("app/kustomization.yaml", document, List.of());
    }

    private static List<YamlDocument> documents(String yaml) {
        YamlFile file = YamlGate.parse(yaml.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT, Dialect.KUSTOMIZE);
        assertThat(file.problems()).isEmpty();
        return file.documents();
    }
}
