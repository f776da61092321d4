package io.pilothouse.repository.source;

/// What was found of something that comes from elsewhere.
///
/// @param <T> what it is
public sealed interface Supply<T> {

    /// It was fetched before.
    ///
    /// @param id of its content: a commit, or a digest
    record Here<T>(T value, String id) implements Supply<T> {}

    /// It is not here: not fetched yet, not to be had, or not allowed.
    ///
    /// @param why one sentence
    record Missing<T>(String code, String why) implements Supply<T> {}
}
