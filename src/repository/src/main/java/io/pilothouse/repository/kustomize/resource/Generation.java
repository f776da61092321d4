package io.pilothouse.repository.kustomize.resource;

/// How an object that may have been generated joins the others.
///
/// @param behavior what to do where there is one of this name already
/// @param needsHash its name ends in a hash of its content
public record Generation(Behavior behavior, boolean needsHash) {
    /// Of an object that was not generated.
    public static final Generation NONE = new Generation(Behavior.UNSPECIFIED, false);

    /// What to do where there is an object of this name already.
    public enum Behavior {
        UNSPECIFIED,
        CREATE,
        REPLACE,
        MERGE
    }
}
