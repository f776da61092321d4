package io.pilothouse.demo.report;

import java.util.ArrayList;
import java.util.List;
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
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            Map.of());

    public Figures {
        agentMegabytes = new TreeMap<>(agentMegabytes);
    }

    /// @return for people, one figure a line
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        add(lines, "all in sync and healthy after", untilSyncedSeconds);
        add(lines, "from a commit to the cluster", commitToLiveSeconds);
        add(lines, "from a change by hand to the hub's record of drift", driftDetectionSeconds);
        add(lines, "from a change by hand to its correction", driftCorrectionSeconds);
        if (hubMegabytes > 0) {
            lines.add("%-52s %d MB".formatted("memory of the hub", hubMegabytes));
            agentMegabytes.forEach((cluster, megabytes) ->
                    lines.add("%-52s %d MB".formatted("memory of the agent of " + cluster, megabytes)));
        }
        return lines;
    }

    private static void add(List<String> lines, String what, OptionalDouble seconds) {
        seconds.ifPresent(figure -> lines.add("%-52s %.2f s".formatted(what, figure)));
    }
}
