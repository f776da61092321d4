package io.pilothouse.agent.reconcile.tombstone;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.tombstone.Graveyard;
import io.pilothouse.core.tombstone.Tombstone;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes tombstones as JSON that a person can read in the cluster, but for the values of Secrets, which are sealed: of
/// those the names of the fields can be read.
final class TombstoneCodec {
    private static final List<List<String>> SECRET_MAPS =
            List.of(List.of("data"), List.of("stringData"), List.of("metadata", "annotations"));

    private TombstoneCodec() {}

    static Json.Obj write(ApplicationKey application, Graveyard graveyard) {
        List<Json> items = new ArrayList<>();
        graveyard.tombstones().forEach(one -> items.add(write(one)));
        return Json.Obj.EMPTY
                .with("format", Json.Num.of(1))
                .with("application", new Json.Text(application.path()))
                .with("tombstones", new Json.Arr(items));
    }

    private static Json write(Tombstone one) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("apiVersion", one.apiVersion());
        texts.put("kind", one.key().kind());
        texts.put("namespace", one.key().namespace());
        texts.put("name", one.key().name());
        texts.put("uid", one.uid());
        texts.put("commit", one.commit().id());
        texts.put("deletedAt", one.deletedAt().toString());
        if (!one.serviceAccount().isEmpty()) {
            texts.put("serviceAccount", one.serviceAccount());
        }
        return Json.ofTexts(texts).with("content", one.content());
    }

    /// What cannot be read is left out: it is of no use to anybody, and must not stand in the way of the rest.
    static Graveyard read(Json.Obj document) {
        List<Tombstone> tombstones = new ArrayList<>();
        for (Json item : document.items("tombstones")) {
            if (item instanceof Json.Obj one) {
                tombstone(one).ifPresent(tombstones::add);
            }
        }
        return new Graveyard(tombstones);
    }

    private static Optional<Tombstone> tombstone(Json.Obj one) {
        String apiVersion = one.text("apiVersion").orElse("");
        ResourceKey key = new ResourceKey(
                ResourceKey.groupOf(apiVersion),
                one.text("kind").orElse(""),
                one.text("namespace").orElse(""),
                one.text("name").orElse(""));
        try {
            return Optional.of(new Tombstone(
                    key,
                    apiVersion,
                    one.text("uid").orElse(""),
                    new Revision(one.text("commit").orElse("")),
                    Instant.parse(one.text("deletedAt").orElse("")),
                    one.text("serviceAccount").orElse(""),
                    one.object("content")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// @return true if its values must not be read by who may read ConfigMaps
    static boolean isSecret(Tombstone one) {
        return one.key().isSecret();
    }

    static Tombstone seal(Tombstone one, Sealing sealing) {
        return one.with(mapped(one, (field, text) -> Optional.of(sealing.seal(text, about(one, field))))
                .orElseThrow());
    }

    /// @return empty if the key is another by now, or somebody changed it
    static Optional<Tombstone> open(Tombstone one, Sealing sealing) {
        return mapped(one, (field, text) -> sealing.open(text, about(one, field)))
                .map(one::with);
    }

    private static String about(Tombstone one, String field) {
        return one.uid() + "/" + one.name() + "/" + field;
    }

    private interface Mapping {
        Optional<String> map(String field, String text);
    }

    private static Optional<Json.Obj> mapped(Tombstone one, Mapping mapping) {
        Json.Obj content = one.content();
        for (List<String> path : SECRET_MAPS) {
            Map<String, Json> changed = new LinkedHashMap<>();
            for (var field :
                    content.object(path.toArray(String[]::new)).fields().entrySet()) {
                String name = String.join("/", path) + "/" + field.getKey();
                Optional<String> text = field.getValue() instanceof Json.Text value
                        ? mapping.map(name, value.value())
                        : Optional.empty();
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                changed.put(field.getKey(), new Json.Text(text.get()));
            }
            if (!changed.isEmpty()) {
                content = put(content, path, new Json.Obj(new LinkedHashMap<>(changed)));
            }
        }
        return Optional.of(content);
    }

    private static Json.Obj put(Json.Obj into, List<String> path, Json.Obj value) {
        return path.size() == 1
                ? into.with(path.getFirst(), value)
                : into.with(path.getFirst(), put(into.object(path.getFirst()), path.subList(1, path.size()), value));
    }
}
