package io.pilothouse.repository.layout.policy;

import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.policy.ObjectTarget;
import io.pilothouse.core.status.Health;
import io.pilothouse.repository.layout.field.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads `health`: what health means for certain objects. Whether an expression is one is found out by who evaluates
/// it.
final class HealthFields {
    private static final int MOST = 50;
    private static final int LONGEST = 4_000;
    private static final List<String> VERDICTS = List.of("healthy", "degraded", "progressing", "suspended", "unknown");

    private HealthFields() {}

    static List<HealthRule> read(Fields from) {
        List<HealthRule> rules = new ArrayList<>();
        for (Fields rule : from.objects("health")) {
            ObjectTarget target = TargetFields.read(rule);
            Optional<String> healthy = expression(rule, "healthy");
            Optional<String> degraded = expression(rule, "degraded");
            Optional<String> progressing = expression(rule, "progressing");
            List<HealthRule.Example> examples = new ArrayList<>();
            rule.objects("examples").forEach(example -> example(example).ifPresent(examples::add));
            rule.finish();
            if (healthy.isEmpty() && degraded.isEmpty() && progressing.isEmpty()) {
                rule.wrong("healthy", "is missing: a rule has at least one of healthy, degraded and progressing");
            } else {
                rules.add(new HealthRule(
                        target, healthy, degraded, progressing, examples, rule.origin(first(healthy, degraded))));
            }
        }
        if (rules.size() > MOST) {
            from.wrong("health", "must not hold more than " + MOST + " rules");
        }
        return rules;
    }

    private static String first(Optional<String> healthy, Optional<String> degraded) {
        if (healthy.isPresent()) {
            return "healthy";
        }
        return degraded.isPresent() ? "degraded" : "progressing";
    }

    private static Optional<String> expression(Fields rule, String field) {
        return rule.text(field).filter(text -> {
            boolean isBounded = text.length() <= LONGEST;
            if (!isBounded) {
                rule.wrong(field, "must not be longer than " + LONGEST + " characters");
            }
            return isBounded;
        });
    }

    private static Optional<HealthRule.Example> example(Fields example) {
        var object = example.content("object");
        example.requires("object");
        Optional<String> expected = example.choice("expect", VERDICTS);
        if (expected.isEmpty()) {
            example.requires("expect");
        }
        example.finish();
        return object.isPresent() && expected.isPresent()
                ? Optional.of(new HealthRule.Example(
                        object.get(),
                        Health.valueOf(expected.get().toUpperCase(Locale.ROOT)),
                        example.origin("expect")))
                : Optional.empty();
    }
}
