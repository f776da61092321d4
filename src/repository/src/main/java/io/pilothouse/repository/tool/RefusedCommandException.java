package io.pilothouse.repository.tool;

/// A command that cannot do what it was asked, because of how it was asked or where it was started.
final class RefusedCommandException extends Exception {

    /// @param sentence for people
    RefusedCommandException(String sentence) {
        super(sentence);
    }
}
