package io.pilothouse.repository.layout;

import io.pilothouse.core.slice.Variables;
import io.pilothouse.repository.layout.field.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads `variables`, of the fleet, a group, a cluster or an application.
final class VariableFields {
    private static final int MOST = 500;

    private VariableFields() {}

    static Map<String, String> read(Fields from) {
        Map<String, String> variables = new LinkedHashMap<>();
        from.textMap("variables").forEach((name, value) -> {
            var problem = Variables.problem(name);
            if (problem.isPresent()) {
                from.wrong("variables", name, problem.get());
            } else if (value.length() > Variables.LONGEST_VALUE) {
                from.wrong("variables", name, "is longer than " + Variables.LONGEST_VALUE + " characters");
            } else {
                variables.put(name, value);
            }
        });
        if (variables.size() > MOST) {
            from.wrong("variables", "must not hold more than " + MOST + " variables");
        }
        return variables;
    }
}
