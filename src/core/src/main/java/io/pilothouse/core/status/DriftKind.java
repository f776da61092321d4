package io.pilothouse.core.status;

/// How a live object differs from its manifest. Only [#CHANGED], [#STOLEN] and [#DELETED] count as drift.
public enum DriftKind {
    /// A field we own has another value.
    CHANGED,
    /// A field Git declares now belongs to another manager alone.
    STOLEN,
    /// The object is gone.
    DELETED,
    /// Somebody else added a field to our object: shown, never corrected.
    UNOWNED
}
