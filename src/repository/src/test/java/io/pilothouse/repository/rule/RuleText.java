package io.pilothouse.repository.rule;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.policy.ObjectTarget;
import io.pilothouse.core.status.Health;
import io.pilothouse.repository.yaml.YamlGate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Rules and objects for tests.
final class RuleText {
    static final ResourceKey KEY = new ResourceKey("example.org", "Database", "shop", "orders");
    static final Origin PLACE = new Origin("fleet/fleet.yaml", 1, 12);

    private RuleText() {}

    static HealthRule rule(String healthy, String degraded, String progressing, HealthRule.Example... examples) {
        return new HealthRule(
                new ObjectTarget("example.org", "Database", "", ""),
                given(healthy),
                given(degraded),
                given(progressing),
                List.of(examples),
                PLACE);
    }

    static HealthRule.Example example(Json.Obj object, Health expected, int line) {
        return new HealthRule.Example(object, expected, new Origin("fleet/fleet.yaml", 1, line));
    }

    static Json.Obj yaml(String text) {
        return (Json.Obj) YamlGate.parse(text.getBytes(StandardCharsets.UTF_8))
                .documents()
                .get(0)
                .content();
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(one -> !one.isEmpty());
    }
}
