package io.pilothouse.agent.meters;

/// Every meter of the agent, beside those of the JVM. Prometheus shows dots as underscores and adds `_total` to
/// counters and `_seconds` to timers. All carry the tag `cluster`; no tag ever names an application, an object, a
/// commit or a person, so their number does not grow with the fleet.
enum AgentMeter {
    /// Timer: a change's commit was first seen until all of its objects were live and healthy.
    CHANGE_LEAD("pilothouse.change.lead", "From first sight of a commit to all of the application's objects healthy"),
    /// Timer: a run began until its last object was applied.
    CHANGE_APPLY("pilothouse.change.apply", "From the beginning of a run to the last object applied"),
    /// Counter, tag `result` = `succeeded`, `failed` or `superseded`: changes that ended.
    CHANGES("pilothouse.changes", "Changes that ended, by result"),
    /// Gauge: changes under way.
    CHANGES_IN_PROGRESS("pilothouse.changes.in.progress", "Changes under way"),
    /// Counter: objects written to the API server.
    WRITES("pilothouse.writes", "Objects written to the API server"),
    /// Gauge, tag `state` = `all`, `out_of_sync`, `degraded` or `suspended`: applications; an application may be
    /// in several.
    APPLICATIONS("pilothouse.applications", "Applications by state; one may be in several"),
    /// Counter: drifts seen.
    DRIFT_DETECTED("pilothouse.drift.detected", "Drifts seen"),
    /// Counter: drifts corrected.
    DRIFT_CORRECTED("pilothouse.drift.corrected", "Drifts corrected"),
    /// Timer: a drift was seen until the API server took its correction.
    DRIFT_REPAIR("pilothouse.drift.repair", "From seeing drift to its correction"),
    /// Timer: a run waited for a worker.
    QUEUE_WAIT("pilothouse.sync.queue.wait", "How long runs waited for a worker"),
    /// Gauge: runs waiting for a worker.
    QUEUE_DEPTH("pilothouse.sync.queue.depth", "Runs waiting for a worker"),
    /// Gauge, seconds: how long the first in the queue has waited.
    QUEUE_OLDEST("pilothouse.sync.queue.oldest.age", "How long the first in the queue has waited"),
    /// Gauge, 0 to 1: share of the workers at work.
    WORKERS_BUSY("pilothouse.sync.workers.busy.ratio", "Share of the workers at work"),
    /// Counter, tag `result` = `ok` or `failed`: times the Git server was asked.
    SOURCE_POLLS("pilothouse.source.polls", "Times the Git server was asked, by result"),
    /// Gauge, seconds since 1970: when the Git server last answered; 0 before the first time.
    SOURCE_LAST_SUCCESS("pilothouse.source.last.success.timestamp", "When the Git server last answered"),
    /// Gauge, 0 to 1: share of the report journal in use.
    OUTBOX_FILL("pilothouse.outbox.fill.ratio", "Share of the report journal in use"),
    /// Counter: reports given up because the journal had no room.
    OUTBOX_DROPPED("pilothouse.outbox.dropped", "Reports given up because the journal had no room"),
    /// Gauge, 0 or 1: the stream to the hub is open. Absent without a hub.
    AGENT_CONNECTED("pilothouse.agent.connected", "1 while the stream to the hub is open"),
    /// Gauge, seconds: the hub's clock less ours.
    CLOCK_SKEW("pilothouse.agent.clock.skew", "The hub's clock less the agent's"),
    /// Gauge, seconds: until the agent's certificate expires; negative afterwards. Absent without a hub.
    CERT_EXPIRY("pilothouse.cert.expiry", "Until the agent's certificate expires");

    private final String key;
    private final String description;

    AgentMeter(String key, String description) {
        this.key = key;
        this.description = description;
    }

    String key() {
        return key;
    }

    String description() {
        return description;
    }
}
