package io.pilothouse.core.policy;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.status.Health;
import java.util.List;
import java.util.Optional;

/// What health means for certain objects: expressions in the Common Expression Language over the object, each true or
/// false. The worst that is true counts: degraded, then progressing, then healthy.
///
/// @param target which objects
/// @param healthy true if it works; where it is left out, what is neither degraded nor progressing works
/// @param degraded true if it does not work
/// @param progressing true if it may still become healthy
/// @param examples by which the rule is tested without a cluster
/// @param origin where it stands
public record HealthRule(
        ObjectTarget target,
        Optional<String> healthy,
        Optional<String> degraded,
        Optional<String> progressing,
        List<Example> examples,
        Origin origin) {
    public HealthRule {
        examples = List.copyOf(examples);
    }

    /// An object and what the rule has to say of it.
    ///
    /// @param object as far as the rule looks at it
    /// @param expected the verdict
    /// @param origin where it stands
    public record Example(Json.Obj object, Health expected, Origin origin) {}
}
