package io.pilothouse.core.policy;

/// What else a run does.
///
/// @param isCreatingNamespace create the objects' namespace if it does not exist
/// @param isForcing delete and create again what cannot be changed in place; what that concerns is listed beforehand
/// @param isAllOrNothing try everything without effect first, and apply nothing if one object would be refused
/// @param waveGate what the next wave waits for
public record SyncOptions(boolean isCreatingNamespace, boolean isForcing, boolean isAllOrNothing, WaveGate waveGate) {
    public static final SyncOptions DEFAULT = new SyncOptions(false, false, false, WaveGate.STRICT);

    /// What happens to later waves when an object of one was not applied.
    public enum WaveGate {
        /// They are held back.
        STRICT,
        /// Only what depends on the object is held back.
        LENIENT
    }
}
