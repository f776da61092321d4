package io.pilothouse.hub.meters;

/// Every meter of the hub. Tags are from bounded sets; never an object, a commit or a user.
public enum Meters {
    /// Time from taking a batch to its being on the disk.
    LEDGER_COMMIT("pilothouse.ledger.commit", "Time to make a batch of submissions durable"),
    /// Events made durable since the start.
    LEDGER_EVENTS("pilothouse.ledger.events", "Events made durable"),
    /// Commits that failed since the start.
    LEDGER_FAILURES("pilothouse.ledger.failures", "Commits that the disk or the database refused"),
    /// The newest event.
    LEDGER_SEQUENCE("pilothouse.ledger.sequence", "Sequence number of the newest event"),
    /// Submissions that wait for the ledger's thread.
    LEDGER_QUEUE_DEPTH("pilothouse.ledger.queue.depth", "Submissions that wait to be written"),
    /// 1 while the ledger can be written, else 0.
    LEDGER_WRITABLE("pilothouse.ledger.writable", "1 while the ledger can be written, else 0"),
    /// Agents whose stream is open.
    AGENT_CONNECTED("pilothouse.agent.connected", "Agents whose stream is open"),
    /// When each agent was last heard; tag `cluster`, for a bounded number of clusters.
    AGENT_LAST_HEARTBEAT(
            "pilothouse.agent.last.heartbeat.timestamp", "When an agent was last heard, seconds since 1970"),
    /// Clusters that have no last-heartbeat series because there are too many.
    AGENT_UNLISTED("pilothouse.agent.unlisted", "Clusters left out of the last-heartbeat series to bound their number"),
    /// The greatest difference between an agent's clock and the hub's.
    AGENT_CLOCK_SKEW("pilothouse.agent.clock.skew", "Greatest difference between an agent's clock and the hub's"),
    /// Clusters by contact; tag `contact`.
    CLUSTERS("pilothouse.clusters", "Clusters by contact"),
    /// Applications by state; tag `state`. Those of a cluster that is not heard are unknown, whatever was last
    /// said.
    APPLICATIONS("pilothouse.applications", "Applications by state"),
    /// Changes by result; tag `result`.
    CHANGES("pilothouse.changes", "Changes by result, all clusters"),
    /// Drift seen.
    DRIFT_DETECTED("pilothouse.drift.detected", "Drifts seen, all clusters"),
    /// Drift corrected.
    DRIFT_CORRECTED("pilothouse.drift.corrected", "Drifts corrected, all clusters"),
    /// Fetches that the Git server did not answer.
    SOURCE_POLLS_FAILED("pilothouse.source.polls.failed", "Fetches that failed, all clusters"),
    /// Latency: commit seen to healthy. A histogram.
    CHANGE_LEAD("pilothouse.change.lead", "From first sight of a commit to all objects healthy, all clusters"),
    /// Latency: beginning of a run to the last object applied. A histogram.
    CHANGE_APPLY("pilothouse.change.apply", "From the beginning of a run to the last object applied, all clusters"),
    /// Latency: drift seen to corrected. A histogram.
    DRIFT_REPAIR("pilothouse.drift.repair", "From seeing drift to its correction, all clusters"),
    /// Saturation: how long runs waited. A histogram.
    SYNC_QUEUE_WAIT("pilothouse.sync.queue.wait", "How long runs waited for a worker, all clusters"),
    /// Minutes of signals dropped because the disk was too slow.
    SIGNALS_DROPPED("pilothouse.signals.dropped", "Minutes of signals dropped because too many waited"),
    /// Clients' questions that agents are answering.
    AGENT_QUESTIONS("pilothouse.agent.questions", "Questions of clients that agents are answering"),
    /// Clients that follow the fleet.
    FLEET_WATCHERS("pilothouse.fleet.watchers", "Clients that follow the fleet"),
    /// Calls; tags `method`, `code`.
    RPC("pilothouse.rpc", "Time to answer a call"),
    /// Calls refused for who made them; tag `reason`.
    AUTH_DENIED("pilothouse.auth.denied", "Calls refused for who made them"),
    /// Seconds until the hub's own certificate expires.
    CERT_EXPIRY("pilothouse.cert.expiry", "Seconds until the hub's certificate expires"),
    /// Free share of the data folder's disk.
    DISK_FREE("pilothouse.disk.free.ratio", "Free share of the disk under the data folder, 0 to 1");

    private final String text;
    private final String help;

    Meters(String text, String help) {
        this.text = text;
        this.help = help;
    }

    String text() {
        return text;
    }

    String help() {
        return help;
    }

    /// @return the name as Prometheus has it, for histograms that are counted elsewhere
    String prometheusSeconds() {
        return text.replace('.', '_') + "_seconds";
    }
}
