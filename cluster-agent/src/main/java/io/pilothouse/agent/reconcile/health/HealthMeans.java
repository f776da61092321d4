package io.pilothouse.agent.reconcile.health;

import io.pilothouse.agent.port.Witness;
import io.pilothouse.core.health.CustomRules;

/// What an agent has to judge health by.
///
/// @param rules understands the rules that a fleet writes itself
/// @param witness tells more of what does not work
/// @param isQuotingLogs the last lines of a failing container's log may be reported. They are whatever the workload
///     writes, and nothing is taken out of them
public record HealthMeans(CustomRules rules, Witness witness, boolean isQuotingLogs) {
    /// The rules of the house alone, and no more than objects tell themselves.
    public static final HealthMeans LEAST = new HealthMeans(CustomRules.NONE, Witness.NONE, false);
}
