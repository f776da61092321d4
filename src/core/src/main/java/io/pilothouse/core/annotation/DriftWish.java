package io.pilothouse.core.annotation;

/// What an object's annotations say about its drift.
public enum DriftWish {
    /// Nothing: the application's policy decides.
    NONE,
    /// Shown, not corrected.
    NOTIFY,
    /// Not looked for.
    IGNORE
}
