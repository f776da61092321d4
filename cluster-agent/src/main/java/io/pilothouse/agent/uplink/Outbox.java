package io.pilothouse.agent.uplink;

import io.pilothouse.agent.journal.Journal;
import io.pilothouse.core.fleet.AgentReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves reports into the journal and makes them durable: each report reaches the operating system as soon as the
/// owner thread sees it, the disk at most every 50 ms, so that a burst costs one write to the disk and a single
/// report waits for nobody.
///
/// Confined to the uplink's thread.
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final long FORCE_EVERY = Duration.ofMillis(50).toNanos();
    private static final long RETRY_AFTER = Duration.ofSeconds(1).toNanos();
    /// The hub takes no more at once.
    static final int BATCH_REPORTS = 500;

    static final int BATCH_BYTES = 1 << 20;

    private final Pending pending;
    private final Journal journal;
    private final Throttle complaints;
    private final Deque<AgentReport> next = new ArrayDeque<>();
    private long forcedAt;
    private long retryAt;
    private boolean isFailing;

    Outbox(Pending pending, Journal journal, long now) {
        this.pending = pending;
        this.journal = journal;
        this.complaints = new Throttle(Duration.ofMinutes(1));
        this.forcedAt = now - FORCE_EVERY;
    }

    /// Does what is due.
    ///
    /// @return nanoseconds until there is something to do again; [Long#MAX_VALUE] if only a new report can change
    ///     that
    long advance(long now) {
        if (isFailing && now - retryAt < 0) {
            return retryAt - now;
        }
        try {
            for (AgentReport report : next.isEmpty() ? pending.drain() : List.<AgentReport>of()) {
                ReportSize.split(report).forEach(next::add);
            }
            while (!next.isEmpty()) {
                append(next.getFirst());
                next.removeFirst();
            }
            if (journal.isForced()) {
                isFailing = false;
                return Long.MAX_VALUE;
            }
            if (now - forcedAt >= FORCE_EVERY) {
                journal.force();
                forcedAt = now;
                isFailing = false;
                return Long.MAX_VALUE;
            }
            return forcedAt + FORCE_EVERY - now;
        } catch (IOException e) {
            isFailing = true;
            retryAt = now + RETRY_AFTER;
            if (complaints.isDue(now)) {
                LOG.atError()
                        .addKeyValue("why", e.getMessage())
                        .log("The report journal cannot be written, so the hub hears nothing new; free or repair"
                                + " the disk of the state folder");
            }
            return RETRY_AFTER;
        }
    }

    private void append(AgentReport report) throws IOException {
        if (ReportSize.bytes(report) > BATCH_BYTES - 64) {
            // It would be refused for ever and hold up all others.
            LOG.atError()
                    .addKeyValue("bytes", ReportSize.bytes(report))
                    .log("A report is larger than the hub takes and was given up; this is a defect of the agent");
            return;
        }
        journal.append(report);
    }

    /// @param after number of the last report that was sent
    List<byte[]> batch(long after) throws IOException {
        return journal.read(after, BATCH_REPORTS, BATCH_BYTES);
    }

    Journal journal() {
        return journal;
    }

    /// Last chance before the end.
    void close() throws IOException {
        isFailing = false;
        advance(forcedAt + FORCE_EVERY);
        journal.close();
    }
}
