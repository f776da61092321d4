package io.pilothouse.repository.rule;

import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.slice.InputError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Tries rules out without a cluster: is each an expression that can say yes or no, and does it say of its examples
/// what their author expects?
public final class RuleCheck {
    /// A rule cannot be used.
    public static final String WRONG = "PH-193";
    /// A rule says something else of an example than its author expects.
    public static final String DISAGREES = "PH-194";

    private final Expressions expressions = new Expressions();

    private final Map<HealthRule, List<InputError>> checked = new HashMap<>();

    /// @return what is wrong, in the order of the rules; a rule that many applications have is tried out once
    public List<InputError> check(List<HealthRule> rules) {
        return rules.stream()
                .flatMap(rule -> checked.computeIfAbsent(rule, this::check).stream())
                .toList();
    }

    private List<InputError> check(HealthRule rule) {
        List<InputError> errors = new ArrayList<>();
        CompiledRule compiled = CompiledRule.of(rule, expressions);
        if (compiled.wrong().isPresent()) {
            errors.add(error(
                    WRONG,
                    rule.origin(),
                    "The health rule cannot be used, " + compiled.wrong().get()
                            + ". Until it is corrected, the health of its objects is unknown."));
        } else {
            rule.examples().forEach(example -> check(compiled, example, errors));
        }
        return errors;
    }

    private static void check(CompiledRule rule, HealthRule.Example example, List<InputError> errors) {
        Json.Obj object = example.object();
        Verdict verdict = rule.assess(keyOf(object), object);
        if (verdict.health() != example.expected()) {
            String because = verdict.evidence().isEmpty() ? "" : " (" + verdict.evidence() + ")";
            errors.add(error(
                    DISAGREES,
                    example.origin(),
                    "The health rule at " + rule.rule().origin() + " says "
                            + verdict.health().name().toLowerCase(Locale.ROOT) + " of this example, which expects "
                            + example.expected().name().toLowerCase(Locale.ROOT) + because
                            + ": correct the rule or the example."));
        }
    }

    private static InputError error(String code, Origin origin, String sentence) {
        return new InputError(code, origin, sentence);
    }

    private static ResourceKey keyOf(Json.Obj object) {
        return new ResourceKey(
                ResourceKey.groupOf(object.text("apiVersion").orElse("")),
                object.text("kind").orElse(""),
                object.text("metadata", "namespace").orElse(""),
                object.text("metadata", "name").orElse(""));
    }
}
