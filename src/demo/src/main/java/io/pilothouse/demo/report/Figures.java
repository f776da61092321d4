package io.pilothouse.demo.report;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What was measured. A figure that was not measured is absent.
///
/// @param untilSyncedSeconds from the start of the agents until every application was in sync and healthy
/// @param commitToLiveSeconds from a commit until the cluster's API server showed it
/// @param driftDetectionSeconds from a change by hand until the hub had recorded it as drift
/// @param driftCorrectionSeconds from a change by hand until the cluster's API server showed it undone
/// @param hubMegabytes resident memory of the hub, in MB; 0 where the system does not say
/// @param agentMegabytes resident memory of each agent, likewise, by cluster
public record Figures(
        OptionalDouble untilSyncedSeconds,
        OptionalDouble commitToLiveSeconds,
        OptionalDouble driftDetectionSeconds,
        OptionalDouble driftCorrectionSeconds,
        long hubMegabytes,
        Map<String, Long> agentMegabytes) {
    public static final Figures NONE = new Figures(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), 0, Map.of());

    public Figures {
        agentMegabytes = new TreeMap<>(agentMegabytes);
    }
}
