package io.pilothouse.core.explain;

import io.pilothouse.core.json.Json;
import java.util.Optional;

/// What the API server said to a dry run of one object.
public sealed interface Trial {
    /// It would take it.
    ///
    /// @param before the live object; empty if there is none
    /// @param after what would come of it, with defaults filled in and admission webhooks heard
    record Taken(Optional<Json.Obj> before, Json.Obj after) implements Trial {}

    /// It would have to be deleted and created anew, because a field cannot be changed.
    ///
    /// @param message one sentence that says which
    record Recreated(String message) implements Trial {}

    /// It cannot be told without doing it, or there was no time to ask.
    ///
    /// @param message why, a sentence or clause
    record Untried(String message) implements Trial {}

    /// It would not, or did not answer.
    ///
    /// @param code stable, such as `PH-301`
    /// @param message one sentence
    record Refused(String code, String message) implements Trial {}
}
