package io.pilothouse.repository.kustomize.transform;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.source.Place;
import java.math.BigDecimal;

/// Reads what a kustomization, or the configuration of a builtin plugin, asks of a transformer.
public final class TransformEntries {
    private static final BigDecimal MOST_REPLICAS = BigDecimal.valueOf(Integer.MAX_VALUE);

    private TransformEntries() {}

    public static ImageTransformer.Change image(Entries entries) {
        ImageTransformer.Change change = new ImageTransformer.Change(
                entries.text("name"),
                entries.text("newName"),
                entries.text("newTag"),
                entries.text("tagSuffix"),
                entries.text("digest"),
                entries.place());
        entries.finish();
        return change;
    }

    /// A number of replicas.
    ///
    /// @param name of what
    /// @param place where that was asked for
    public record Replicas(String name, Json.Num count, Place place) {}

    public static Replicas replicas(Entries entries) {
        Json.Num count = Json.Num.of(0);
        if (entries.value("count").orElse(Json.Num.of(0)) instanceof Json.Num num
                && num.value().stripTrailingZeros().scale() <= 0
                && num.value().abs().compareTo(MOST_REPLICAS) <= 0) {
            count = num;
        } else {
            entries.malformed("count", "must be a whole number");
        }
        Replicas replicas = new Replicas(entries.text("name"), count, entries.place());
        entries.finish();
        return replicas;
    }
}
