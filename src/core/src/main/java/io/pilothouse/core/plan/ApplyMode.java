package io.pilothouse.core.plan;

/// How an object is brought to what Git declares.
public enum ApplyMode {
    /// Server-side apply: Git's fields, and nobody else's.
    APPLY,
    /// Created where it is missing, and never touched again.
    IF_NOT_PRESENT,
    /// Put in place of what is there: what others added to it goes. Keeps the object, its UID and what it owns.
    REPLACE,
    /// Server-side apply; where a field cannot be changed any more, the object is deleted and created anew.
    FORCE
}
