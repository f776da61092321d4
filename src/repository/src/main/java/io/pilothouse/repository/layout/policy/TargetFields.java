package io.pilothouse.repository.layout.policy;

import io.pilothouse.core.policy.ObjectTarget;
import io.pilothouse.repository.layout.field.Fields;
import java.util.Optional;

/// Reads `target`: which objects a rule is about; all of the application's where it is left out.
final class TargetFields {
    private TargetFields() {}

    static ObjectTarget read(Fields rule) {
        Optional<Fields> found = rule.object("target");
        if (found.isEmpty()) {
            return ObjectTarget.ALL;
        }
        Fields target = found.get();
        ObjectTarget read = new ObjectTarget(
                target.text("group").orElse(""),
                target.text("kind").orElse(""),
                target.text("namespace").orElse(""),
                target.text("name").orElse(""));
        target.finish();
        return read;
    }
}
