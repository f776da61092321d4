package io.pilothouse.agent.status;

import io.pilothouse.agent.port.Insight;
import io.pilothouse.agent.port.Insights;
import io.pilothouse.agent.uplink.LinkStatus;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.status.ApplicationStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Gathers how the agent stands. Owners are asked only about applications that are not well, or about the one that was
/// named, all at once and not for long: whoever is busy is shown as last reported.
public final class StatusAnswers {
    /// More owners are not asked; the rest are shown as last reported.
    private static final int MOST_ASKED = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String cluster;
    private final String version;
    private final Insights insights;
    private final RunHistory runs;
    private final Supplier<Optional<LinkStatus>> hub;
    private final InstantSource clock;

    /// @param hub how the link to the hub stands; empty if none is configured
    public StatusAnswers(
            String cluster,
            String version,
            Insights insights,
            RunHistory runs,
            Supplier<Optional<LinkStatus>> hub,
            InstantSource clock) {
        this.cluster = cluster;
        this.version = version;
        this.insights = insights;
        this.runs = runs;
        this.hub = hub;
        this.clock = clock;
    }

    /// @param only this application; all where empty
    /// @return lines for people
    public List<String> text(Optional<ApplicationKey> only) throws InterruptedException {
        return StatusText.of(report(only), only.isPresent());
    }

    /// @param only this application; all where empty
    /// @return the same for scripts
    public Json.Obj json(Optional<ApplicationKey> only) throws InterruptedException {
        return StatusJson.of(report(only));
    }

    StatusReport report(Optional<ApplicationKey> only) throws InterruptedException {
        SortedMap<ApplicationKey, Optional<ApplicationStatus>> all = insights.applications();
        only.ifPresent(key -> all.keySet().retainAll(List.of(key)));
        List<ApplicationKey> asked = all.entrySet().stream()
                .filter(entry -> only.isPresent()
                        || !entry.getValue().map(StatusReport.Line::isWell).orElse(false))
                .map(Map.Entry::getKey)
                .limit(MOST_ASKED)
                .toList();
        Map<ApplicationKey, Insight> known = ask(asked);
        List<StatusReport.Line> lines = new ArrayList<>();
        all.forEach((key, status) ->
                lines.add(new StatusReport.Line(key, status, Optional.ofNullable(known.get(key)), runs.of(key))));
        return new StatusReport(clock.instant(), cluster, version, insights.engine(), hub.get(), lines);
    }

    private Map<ApplicationKey, Insight> ask(List<ApplicationKey> applications) throws InterruptedException {
        Map<ApplicationKey, Insight> known = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (ApplicationKey application : applications) {
            threads.add(Thread.ofVirtual().name("status").start(() -> {
                try {
                    insights.application(application, PATIENCE).ifPresent(insight -> known.put(application, insight));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // nobody waits any more
                }
            }));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
        return known;
    }
}
