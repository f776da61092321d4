package io.pilothouse.agent.reconcile.report;

import io.pilothouse.agent.port.ReportSink;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ObjectStatus;
import java.util.List;
import java.util.Optional;

/// Reports an application's status and its objects, but only what changed since the last report. Belongs to the
/// application's owner.
public final class StatusWriter {
    /// Objects in one report, so that it stays far from the size a message may have.
    private static final int MOST = 200;

    private final ApplicationKey application;
    private final ReportSink reports;
    private final Overview overview;
    private Optional<ApplicationStatus> last = Optional.empty();

    public StatusWriter(ApplicationKey application, ReportSink reports, Overview overview) {
        this.application = application;
        this.reports = reports;
        this.overview = overview;
    }

    /// Objects first, so that who sees the status can look them up.
    ///
    /// @param isAnew report everything, whatever was reported before
    public void write(ApplicationStatus status, Board board, boolean isAnew) {
        boolean isComplete = isAnew || last.isEmpty();
        writeObjects(board, isComplete);
        boolean isChanged = last.isEmpty() || !isSame(last.get(), status);
        ApplicationStatus timed = isChanged ? status : last.get();
        last = Optional.of(timed);
        if (isComplete || isChanged) {
            reports.report(new AgentReport.Event(new FleetEvent.ApplicationReported(timed)));
        }
        overview.publish(timed);
    }

    private void writeObjects(Board board, boolean isComplete) {
        Board.News news = board.takeNews();
        List<ObjectStatus> upserted = isComplete ? board.rows() : news.rows();
        List<ResourceKey> removed = isComplete ? List.of() : news.gone();
        if (isComplete || !upserted.isEmpty() || !removed.isEmpty()) {
            List<ObjectStatus> first = upserted.subList(0, Math.min(MOST, upserted.size()));
            reports.report(new AgentReport.Objects(application, isComplete, first, removed));
            for (int from = MOST; from < upserted.size(); from += MOST) {
                List<ObjectStatus> more = upserted.subList(from, Math.min(from + MOST, upserted.size()));
                reports.report(new AgentReport.Objects(application, false, more, List.of()));
            }
        }
    }

    private static boolean isSame(ApplicationStatus one, ApplicationStatus other) {
        return new ApplicationStatus(
                        one.key(),
                        one.sync(),
                        one.health(),
                        one.phase(),
                        one.desired(),
                        one.applied(),
                        one.isSuspended(),
                        one.objects(),
                        one.drifted(),
                        one.reason(),
                        one.message(),
                        other.changedAt())
                .equals(other);
    }
}
