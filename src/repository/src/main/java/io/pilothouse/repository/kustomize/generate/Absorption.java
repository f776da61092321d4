package io.pilothouse.repository.kustomize.generate;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.resource.Generation;
import io.pilothouse.repository.kustomize.resource.Generation.Behavior;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// How a generated object joins the others: as a new one, or with or instead of one that has, or had, its id.
public final class Absorption {
    private Absorption() {}

    public static void absorb(ResourceSet resources, Resource generated) throws RefusedSourceException {
        Behavior behavior = generated.generation().behavior();
        boolean isChange = behavior == Behavior.MERGE || behavior == Behavior.REPLACE;
        List<Integer> found = resources.findAny(generated.id()::isSameAs);
        if (found.isEmpty()) {
            if (isChange) {
                throw refused(
                        generated,
                        "There is no " + generated.id() + " to merge with or to replace: correct the name, or remove"
                                + " \"behavior\".");
            }
            resources.append(generated);
            return;
        }
        if (found.size() > 1) {
            throw refused(generated, "There are several objects that " + generated.id() + " could be merged with.");
        }
        if (!isChange) {
            throw refused(
                    generated,
                    "There is a " + generated.id() + " already: set \"behavior\" to merge or replace, or choose"
                            + " another name.");
        }
        int position = found.getFirst();
        Resource old = resources.get(position);
        resources.set(position, behavior == Behavior.MERGE ? merged(old, generated) : replaced(old, generated));
    }

    /// What was known of the old one stays known of the new one, which must still be found by its earlier names.
    private static Resource replaced(Resource old, Resource generated) {
        Json.Obj before = old.content().object("metadata");
        Json.Obj after = generated.content().object("metadata");
        SequencedMap<String, Json> metadata = new LinkedHashMap<>(after.fields());
        for (String texts : List.of("labels", "annotations")) {
            Json.Obj both = union(before.object(texts), after.object(texts));
            if (!both.fields().isEmpty()) {
                metadata.put(texts, both);
            }
        }
        metadata.put("name", new Json.Text(old.id().name()));
        metadata.remove("namespace");
        if (!old.id().namespace().isEmpty()) {
            metadata.put("namespace", new Json.Text(old.id().namespace()));
        }
        boolean needsHash =
                old.generation().needsHash() && generated.generation().needsHash();
        return generated
                .withContent(generated.content().with("metadata", new Json.Obj(metadata)))
                .withLineage(old.lineage())
                .withGeneration(new Generation(old.generation().behavior(), needsHash));
    }

    private static Resource merged(Resource old, Resource generated) {
        Resource replaced = replaced(old, generated);
        Json.Obj content = replaced.content();
        for (String data : List.of("data", "binaryData")) {
            Json.Obj both = union(
                    texts(old.content().object(data)), texts(replaced.content().object(data)));
            content = both.fields().isEmpty() ? content.without(data) : content.with(data, both);
        }
        return replaced.withContent(content).withTrail(old.trail());
    }

    /// Merged values are texts, whatever they were.
    private static Json.Obj texts(Json.Obj map) {
        SequencedMap<String, Json> texts = new LinkedHashMap<>();
        map.fields()
                .forEach((key, value) -> texts.put(
                        key,
                        value instanceof Json.Num num
                                ? new Json.Text(num.value().toPlainString())
                                : value instanceof Json.Bool bool
                                        ? new Json.Text(Boolean.toString(bool.value()))
                                        : value));
        return new Json.Obj(texts);
    }

    private static Json.Obj union(Json.Obj weak, Json.Obj strong) {
        SequencedMap<String, Json> both = new LinkedHashMap<>(weak.fields());
        both.putAll(strong.fields());
        return new Json.Obj(both);
    }

    private static RefusedSourceException refused(Resource generated, String message) {
        return new RefusedSourceException(
                new InputError("PH-176", generated.place().origin(), message));
    }
}
