package io.pilothouse.agent;

import io.pilothouse.agent.port.ReportSink;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetEvent.ApplicationReported;
import io.pilothouse.core.fleet.FleetEvent.ClusterReported;
import io.pilothouse.core.fleet.FleetEvent.CommandAccepted;
import io.pilothouse.core.fleet.FleetEvent.CommandAdvanced;
import io.pilothouse.core.fleet.FleetEvent.ContactChanged;
import io.pilothouse.core.fleet.FleetEvent.DriftReported;
import io.pilothouse.core.fleet.FleetEvent.SliceReported;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.RunPhase;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes to the log what a person on this machine wants to know without a hub: what is wrong, once when it begins
/// and once when it ends; each commit that an application reached; each drift. Never a value of a field, which may
/// be secret.
///
/// Guarded by its lock: reports come from several threads.
final class StatusLog implements ReportSink {
    private static final Logger LOG = LoggerFactory.getLogger(StatusLog.class);
    private static final int MAX_FIELDS = 5;

    private final ReportSink next;
    private final Map<ApplicationKey, Said> applications = new HashMap<>();
    private String clusterTrouble = "";
    private String gitTrouble = "";

    /// What the log last said of an application.
    private record Said(String trouble, Revision settled) {
        static final Said NOTHING = new Said("", Revision.NONE);
    }

    StatusLog(ReportSink next) {
        this.next = next;
    }

    @Override
    public void report(AgentReport report) {
        if (report instanceof AgentReport.Event(FleetEvent event)) {
            say(event);
        }
        next.report(report);
    }

    private synchronized void say(FleetEvent event) {
        switch (event) {
            case ClusterReported reported -> cluster(reported.status());
            case SliceReported slice -> applications.keySet().retainAll(slice.applications());
            case ApplicationReported reported -> application(reported.status());
            case DriftReported reported -> drift(reported.drift());
            case CommandAdvanced ignored -> {} // whoever runs commands says more
            case ContactChanged ignored -> {}
            case CommandAccepted ignored -> {}
        }
    }

    private void cluster(ClusterStatus status) {
        if (!status.error().equals(clusterTrouble)) {
            clusterTrouble = status.error();
            if (clusterTrouble.isEmpty()) {
                LOG.info("The agent can do its work again");
            } else {
                LOG.warn("The agent cannot do its work: {}", clusterTrouble);
            }
        }
        String git = status.source().error();
        if (!git.equals(gitTrouble)) {
            gitTrouble = git;
            if (!git.isEmpty()) {
                LOG.warn("{}", git);
            } else {
                LOG.atInfo()
                        .addKeyValue("revision", status.source().revision().abbreviated())
                        .log("The Git server answers again");
            }
        }
    }

    private void application(ApplicationStatus status) {
        if (isOnItsWay(status.phase())) {
            return; // what it waits for is no trouble yet
        }
        Said before = applications.getOrDefault(status.key(), Said.NOTHING);
        Revision settled = status.isSettled() ? status.applied() : before.settled();
        applications.put(status.key(), new Said(status.message(), settled));
        if (!status.message().isEmpty() && !status.message().equals(before.trouble())) {
            LOG.atWarn()
                    .addKeyValue("application", status.key().path())
                    .addKeyValue("revision", status.desired().abbreviated())
                    .addKeyValue("reason", status.reason())
                    .log("{}", status.message());
        } else if (status.isSettled() && !settled.equals(before.settled())) {
            LOG.atInfo()
                    .addKeyValue("application", status.key().path())
                    .addKeyValue("revision", settled.abbreviated())
                    .addKeyValue("objects", status.objects())
                    .log("Application is in sync and healthy");
        }
    }

    private static boolean isOnItsWay(RunPhase phase) {
        return switch (phase) {
            case QUEUED, RUNNING, WAITING -> true;
            case IDLE, SUCCEEDED, FAILED, SUPERSEDED, CANCELLED -> false;
        };
    }

    private static void drift(DriftRecord drift) {
        String fields = drift.fields().stream()
                .limit(MAX_FIELDS)
                .map(field -> field.path().isEmpty() ? "the whole object" : field.path())
                .collect(Collectors.joining(", "));
        String managers = drift.fields().stream()
                .map(FieldDrift::manager)
                .filter(manager -> !manager.isEmpty())
                .distinct()
                .limit(MAX_FIELDS)
                .collect(Collectors.joining(", "));
        LOG.atInfo()
                .addKeyValue("application", drift.application().path())
                .addKeyValue("object", drift.object())
                .addKeyValue("by", managers.isEmpty() ? "unknown" : managers)
                .log("Drift {}: {}", drift.action().name().toLowerCase(java.util.Locale.ROOT), fields);
    }
}
