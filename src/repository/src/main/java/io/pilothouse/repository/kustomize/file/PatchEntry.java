package io.pilothouse.repository.kustomize.file;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.source.Place;
import java.util.List;
import java.util.Optional;

/// A patch, as a kustomization asks for it.
///
/// @param path the file that holds it
/// @param inline the patch itself, where it is written in place
/// @param target the objects that it is for
/// @param allowsNameChange it may rename what it patches
/// @param allowsKindChange it may change the kind of what it patches
/// @param place where it was asked for
public record PatchEntry(
        Optional<Written> path,
        Optional<Written> inline,
        Optional<Json.Obj> target,
        boolean allowsNameChange,
        boolean allowsKindChange,
        Place place) {

    public static PatchEntry read(Entries entries) {
        PatchEntry patch = readFields(entries, "patch");
        entries.finish();
        return patch;
    }

    /// Reads what may have other fields beside.
    ///
    /// @param inline the field that holds a patch written in place
    public static PatchEntry readFields(Entries entries, String inline) {
        Optional<Written> path = written(entries, "path");
        Optional<Written> patch = written(entries, inline);
        Optional<Json.Obj> target = entries.object("target").map(Entries::object);
        boolean allowsName = false;
        boolean allowsKind = false;
        Optional<Entries> options = entries.object("options");
        if (options.isPresent()) {
            allowsName = options.get().flag("allowNameChange");
            allowsKind = options.get().flag("allowKindChange");
            options.get().finish();
        }
        if (path.isEmpty() == patch.isEmpty()) {
            entries.malformed("path", "or \"" + inline + "\" must be given, and not both");
        }
        return new PatchEntry(path, patch, target, allowsName, allowsKind, entries.place());
    }

    private static Optional<Written> written(Entries entries, String field) {
        String text = entries.text(field);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new Written(text, entries.place().in(List.of(field))));
    }
}
