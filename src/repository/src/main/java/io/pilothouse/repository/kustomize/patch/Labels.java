package io.pilothouse.repository.kustomize.patch;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.resource.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which objects by their labels and annotations.
public record Labels(LabelSelector labels, LabelSelector annotations) {

    /// Reads `labelSelector` and `annotationSelector`.
    public static Labels read(Entries entries) {
        return new Labels(selector(entries, "labelSelector"), selector(entries, "annotationSelector"));
    }

    private static LabelSelector selector(Entries entries, String field) {
        Optional<LabelSelector> selector = LabelSelector.parse(entries.text(field));
        if (selector.isEmpty()) {
            entries.malformed(field, "must be a selector such as app=web,tier in (front, back)");
        }
        return selector.orElse(LabelSelector.ALL);
    }

    public boolean match(Resource resource) {
        return labels.matches(texts(resource, "labels")) && annotations.matches(texts(resource, "annotations"));
    }

    /// @return true if every object matches
    public boolean isAll() {
        return labels.requirements().isEmpty() && annotations.requirements().isEmpty();
    }

    private static Map<String, String> texts(Resource resource, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        resource.content().object("metadata", field).fields().forEach((key, value) -> {
            if (value instanceof Json.Text text) {
                texts.put(key, text.value());
            }
        });
        return texts;
    }
}
