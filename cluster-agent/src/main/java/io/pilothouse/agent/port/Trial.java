package io.pilothouse.agent.port;

import io.pilothouse.core.json.Json;

/// What applying an object would do.
public sealed interface Trial {

    /// It would be as declared.
    ///
    /// @param isCreated it is not there yet
    /// @param after the whole object as it would be then
    record Would(boolean isCreated, Json.Obj after) implements Trial {
        @Override
        public String toString() {
            return "Would[" + (isCreated ? "create" : "configure") + "]";
        }
    }

    /// It would be deleted and created anew, because a field cannot be changed.
    ///
    /// @param message one sentence that says which
    record WouldRecreate(String message) implements Trial {}

    /// It would fail.
    record Refused(StepOutcome.Failure failure) implements Trial {}

    /// It cannot be told without doing it.
    ///
    /// @param message one sentence that says why
    record Untried(String message) implements Trial {}
}
