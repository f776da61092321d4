package io.pilothouse.repository.git;

/// Nothing in the local repository is called what somebody named.
public final class UnknownRevisionException extends Exception {

    /// @param sentence for people
    public UnknownRevisionException(String sentence) {
        super(sentence);
    }
}
