package io.pilothouse.core.annotation;

/// What an object's annotations say about deleting it once it left the repository.
public enum PruneWish {
    /// Nothing: the application's policy decides.
    NONE,
    /// Only after somebody approved it.
    CONFIRM,
    /// Somebody approved it.
    APPROVED,
    /// Never.
    NEVER
}
