package io.pilothouse.repository.settings;

/// Settings that cannot be used. The message is one sentence for people: file and line (or environment variable), what,
/// why, and what to do; never a value, which may be a secret.
public final class SettingsException extends Exception {
    public SettingsException(String message) {
        super(message);
    }

    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
