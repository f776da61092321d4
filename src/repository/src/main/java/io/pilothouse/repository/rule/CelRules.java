package io.pilothouse.repository.rule;

import io.pilothouse.core.health.CustomRule;
import io.pilothouse.core.health.CustomRules;
import io.pilothouse.core.policy.HealthRule;
import java.util.List;
import java.util.Optional;

/// Judges by rules in the Common Expression Language. What a rule cannot tell is Unknown with the reason, never an
/// exception. Nothing of the library is loaded before the first rule meets the first object it is about.
public final class CelRules implements CustomRules {
    private final Expressions expressions = new Expressions();

    @Override
    public CustomRule of(List<HealthRule> rules) {
        if (rules.isEmpty()) {
            return CustomRule.NONE;
        }
        List<Lazy> known = rules.stream().map(Lazy::new).toList();
        return (key, live) -> known.stream()
                .filter(lazy -> lazy.rule.target().matches(key))
                .findFirst()
                .map(lazy -> lazy.compiled(expressions).assess(key, live));
    }

    /// A rule that is compiled when it is first asked.
    private static final class Lazy {
        private final HealthRule rule;
        private volatile Optional<CompiledRule> compiled = Optional.empty();

        private Lazy(HealthRule rule) {
            this.rule = rule;
        }

        private CompiledRule compiled(Expressions expressions) {
            Optional<CompiledRule> known = compiled;
            if (known.isEmpty()) {
                known = Optional.of(CompiledRule.of(rule, expressions));
                compiled = known;
            }
            return known.get();
        }
    }
}
