package io.pilothouse.repository.helm.engine;

/// The native library cannot be used on this machine.
final class UnavailableEngineException extends Exception {

    /// @param why for people, without the end of a sentence
    UnavailableEngineException(String why) {
        super(why);
    }

    UnavailableEngineException(String why, Throwable cause) {
        super(why, cause);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
