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

    /// It would not, or did not answer.
    ///
    /// @param code stable, such as `PH-301`
    /// @param message one sentence
    record Refused(String code, String message) implements Trial {}
}
