package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.resource.ResourceId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Where a kustomization is, seen from the one that is built, as the annotations of `buildMetadata` say it.
///
/// @param repository the other repository that it is in, empty for the same one
/// @param ref what of that
/// @param path the way from the one that is built
record Whereabouts(String repository, String ref, String path) {
    static final Whereabouts HERE = new Whereabouts("", "", "");

    /// @param written as a kustomization names it
    Whereabouts in(String written) {
        Optional<RemoteAddress> remote = RemoteAddress.parse(written);
        return remote.isPresent() && written.contains("://")
                ? new Whereabouts(
                        remote.get().git().url(),
                        remote.get().git().ref(),
                        joined(remote.get().path()))
                : new Whereabouts(repository, ref, joined(path + "/" + written));
    }

    Json.Obj origin() {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        put(fields, "path", path);
        put(fields, "repo", repository);
        put(fields, "ref", ref);
        return new Json.Obj(fields);
    }

    /// @param file the kustomization's file
    /// @param kind of a builtin transformer or generator
    Json.Obj builtin(String file, String kind) {
        return configured(joined(path + "/" + file), new ResourceId("", "builtin", kind, "", ""));
    }

    /// @param in the file that holds the configuration
    /// @param by the configuration's id
    Json.Obj configured(String in, ResourceId by) {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        put(fields, "repo", repository);
        put(fields, "ref", ref);
        put(fields, "configuredIn", in);
        SequencedMap<String, Json> id = new LinkedHashMap<>();
        put(id, "apiVersion", by.apiVersion());
        put(id, "kind", by.kind());
        put(id, "name", by.name());
        put(id, "namespace", by.namespace());
        fields.put("configuredBy", new Json.Obj(id));
        return new Json.Obj(fields);
    }

    private static void put(SequencedMap<String, Json> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, new Json.Text(value));
        }
    }

    private static String joined(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            boolean isUp = part.equals("..");
            if (isUp && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
