package io.pilothouse.core.tolerance;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Collection;
import java.util.stream.Collectors;

/// The words with which a person leaves fields to another manager: an entry for `spec.ignore` of an `application.yaml`,
/// on one line, so that it fits into a message and can be copied from there as it is.
public final class Suggestion {
    private Suggestion() {}

    /// @param paths the fields, at least one
    /// @param manager who keeps them; empty if unknown
    public static String of(ResourceKey object, Collection<String> paths, String manager) {
        String group = object.group().isEmpty() ? "" : "group: " + text(object.group()) + ", ";
        String namespace = object.isNamespaced() ? "namespace: " + text(object.namespace()) + ", " : "";
        String fields = paths.stream().map(Suggestion::text).collect(Collectors.joining(", "));
        String reason = manager.isEmpty() ? "somebody else sets it" : manager + " sets it";
        return "- {target: {" + group + "kind: " + text(object.kind()) + ", " + namespace + "name: "
                + text(object.name()) + "}, paths: [" + fields + "], reason: " + text(reason) + "}";
    }

    /// Every JSON text is a YAML text; plain words are easier to read.
    private static String text(String value) {
        boolean isPlain = value.matches("[A-Za-z][A-Za-z0-9-]*(\\.[A-Za-z0-9-]+)*")
                && !value.matches("(?i)y|n|yes|no|on|off|true|false|null");
        return isPlain ? value : new Json.Text(value).canonical();
    }
}
