package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Optional;

/// What a fleet itself says about the health of its objects. Never throws: what it cannot tell is a verdict too.
@FunctionalInterface
public interface CustomRule {
    /// Has nothing to say about anything.
    CustomRule NONE = (_, _) -> Optional.empty();

    /// @return the verdict, empty where the rule of the object's kind decides
    Optional<Verdict> assess(ResourceKey key, Json.Obj live);
}
