package io.pilothouse.core.health;

import io.pilothouse.core.policy.HealthRule;
import java.util.List;

/// Makes what a fleet writes about health into something that judges. Who implements it knows the language the rules
/// are written in; thread-safe.
@FunctionalInterface
public interface CustomRules {
    /// Knows no language: every rule is left out.
    CustomRules NONE = _ -> CustomRule.NONE;

    /// @param rules the first that is about an object decides
    CustomRule of(List<HealthRule> rules);
}
