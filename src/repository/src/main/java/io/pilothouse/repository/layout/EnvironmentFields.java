package io.pilothouse.repository.layout;

import io.pilothouse.core.slice.NearestName;
import io.pilothouse.repository.layout.field.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads `environments` of the fleet.
final class EnvironmentFields {
    private EnvironmentFields() {}

    /// @return by name, in their order
    static Map<String, Environment> read(Fields spec) {
        Map<String, Environment> environments = new LinkedHashMap<>();
        List<Fields> found = spec.objects("environments");
        List<Fields> named = new ArrayList<>();
        for (Fields fields : found) {
            String name = fields.required("name").orElse("");
            Environment environment = new Environment(
                    name,
                    fields.text("branch").orElse(""),
                    fields.text("promotesFrom").orElse(""));
            fields.finish();
            if (name.isEmpty()) {
                continue;
            }
            named.add(fields);
            if (environments.put(name, environment) != null) {
                fields.wrong("name", "names the environment " + name + " a second time: remove one");
            }
        }
        for (Fields fields : named) {
            check(fields, environments);
        }
        return environments;
    }

    private static void check(Fields fields, Map<String, Environment> environments) {
        String name = fields.required("name").orElse("");
        String from = fields.text("promotesFrom").orElse("");
        if (from.isEmpty()) {
            return;
        }
        if (!environments.containsKey(from)) {
            fields.wrong(
                    "promotesFrom",
                    "must be another environment of this list." + NearestName.hint(from, environments.keySet()));
            return;
        }
        Set<String> seen = new HashSet<>();
        for (String at = name;
                environments.containsKey(at);
                at = environments.get(at).promotesFrom()) {
            if (!seen.add(at)) {
                fields.wrong("promotesFrom", "leads back to the environment itself, so that nothing could ever begin");
                return;
            }
        }
    }
}
