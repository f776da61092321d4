package io.pilothouse.repository.tool.compare;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.slice.InputError;
import java.util.List;

/// What becomes of an application.
///
/// @param key which
/// @param kind what
/// @param objects that are added, removed or changed
/// @param errors why it cannot be rendered, before or after
public record ApplicationChange(ApplicationKey key, Kind kind, List<ObjectChange> objects, List<InputError> errors) {
    public ApplicationChange {
        objects = List.copyOf(objects);
        errors = List.copyOf(errors);
    }

    /// What becomes of an application.
    public enum Kind {
        ADDED("added"),
        REMOVED("removed"),
        CHANGED("changed"),
        /// Only how it is synced changes.
        SETTINGS("settings changed"),
        /// What it reads changes, and gives the same objects.
        SAME("same result"),
        /// It can be rendered before, and not after.
        BROKEN("broken"),
        /// It cannot be rendered before, and can after.
        MENDED("mended"),
        /// It cannot be rendered before or after.
        REFUSED("refused");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
