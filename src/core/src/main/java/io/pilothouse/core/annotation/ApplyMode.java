package io.pilothouse.core.annotation;

/// How an object is written.
public enum ApplyMode {
    /// Server-side apply: only the declared fields, and others keep theirs.
    APPLY,
    /// Created where it is missing, and left alone from then on.
    IF_NOT_PRESENT,
    /// Replaced as a whole: fields of others are lost.
    REPLACE,
    /// Applied; deleted and created anew where the change is refused because a field cannot be changed.
    FORCE
}
