package io.pilothouse.agent.reconcile.pace;

/// A reason and its words.
///
/// @param code stable, see [io.pilothouse.agent.port.Codes]
/// @param message one sentence for people
public record Sentence(String code, String message) {
    /// There is nothing to say.
    public static final Sentence NONE = new Sentence("", "");
}
