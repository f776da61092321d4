package io.pilothouse.repository.tool.show;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.tool.compare.ApplicationChange;
import io.pilothouse.repository.tool.compare.ClusterChange;
import io.pilothouse.repository.tool.compare.FieldChange;
import io.pilothouse.repository.tool.compare.ObjectChange;
import java.util.List;

/// Writes changes for scripts. Fields are added in later versions, never renamed or removed.
public final class ChangeJson {
    private ChangeJson() {}

    /// @return `{version, clusters: [{cluster, errors, applications: [{application, change, errors, objects:
    ///     [{change, group, kind, namespace, name, file, line, fields: [{path, before, after}]}]}]}]}`
    public static Json.Obj of(List<ClusterChange> clusters) {
        return new Fields()
                .with("version", 1)
                .with("clusters", clusters.stream().map(ChangeJson::cluster).toList())
                .build();
    }

    private static Json.Obj cluster(ClusterChange change) {
        return new Fields()
                .with("cluster", change.cluster())
                .with("errors", errors(change.errors()))
                .with(
                        "applications",
                        change.applications().stream()
                                .map(ChangeJson::application)
                                .toList())
                .build();
    }

    private static Json.Obj application(ApplicationChange change) {
        return new Fields()
                .with("application", change.key().path())
                .with("change", change.kind().word())
                .with("errors", errors(change.errors()))
                .with(
                        "objects",
                        change.objects().stream().map(ChangeJson::object).toList())
                .build();
    }

    private static Json.Obj object(ObjectChange change) {
        return switch (change) {
            case ObjectChange.Added added -> object("added", added.key(), added.origin(), List.of());
            case ObjectChange.Removed removed -> object("removed", removed.key(), removed.origin(), List.of());
            case ObjectChange.Changed changed -> object("changed", changed.key(), changed.origin(), changed.fields());
        };
    }

    private static Json.Obj object(String change, ResourceKey key, Origin origin, List<FieldChange> fields) {
        return new Fields()
                .with("change", change)
                .with("group", key.group())
                .with("kind", key.kind())
                .with("namespace", key.namespace())
                .with("name", key.name())
                .with("file", origin.file())
                .with("line", origin.line())
                .with("fields", fields.stream().map(ChangeJson::field).toList())
                .build();
    }

    private static Json.Obj field(FieldChange change) {
        Fields field = new Fields().with("path", change.path());
        change.before().ifPresent(value -> field.with("before", value));
        change.after().ifPresent(value -> field.with("after", value));
        return field.build();
    }

    private static List<Json.Obj> errors(List<InputError> errors) {
        return errors.stream()
                .map(error -> new Fields()
                        .with("code", error.code())
                        .with("file", error.origin().file())
                        .with("line", error.origin().line())
                        .with("message", error.message())
                        .build())
                .toList();
    }
}
