package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;

/// The rule of one kind. Called only after the generic rules had nothing to say.
@FunctionalInterface
interface Rule {
    Verdict assess(Json.Obj live);
}
