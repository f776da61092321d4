package io.pilothouse.core.annotation;

/// When a hook that was made is deleted.
public enum HookDelete {
    /// Before it is made anew; what applies where a hook says nothing.
    BEFORE_CREATION,
    /// Once it has succeeded.
    SUCCEEDED,
    /// Once it has failed.
    FAILED
}
