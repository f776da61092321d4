package io.pilothouse.hub.rpc;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.AgentReport.Sequenced;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.proto.v1.Hello;
import io.pilothouse.proto.v1.Report;
import io.pilothouse.proto.v1.ReportBatch;
import io.pilothouse.proto.v1.SignalBatch;
import io.pilothouse.wire.codec.MalformedMessageException;
import io.pilothouse.wire.codec.Reports;
import io.pilothouse.wire.codec.Signals;
import java.util.ArrayList;
import java.util.List;

/// Reads what agents send, and refuses what breaks the contract before it comes near the ledger: one agent's nonsense
/// must not make a commit fail that others have a part in.
final class AgentMessages {
    private static final int MAX_REPORTS = 500;
    private static final int MAX_BATCH_BYTES = 1 << 20;
    private static final int MAX_REPORT_BYTES = 1_000_000;
    private static final int MAX_MINUTES = 60;
    private static final int MAX_ID = 64;
    private static final int MAX_NAME = 253;

    private AgentMessages() {}

    static void check(Hello hello) {
        id("epoch", hello.getEpoch());
        if (hello.getFirstSequence() < 0 || hello.getLastSequence() < 0) {
            throw new MalformedMessageException("a sequence number in Hello is negative");
        }
        if (hello.getFirstSequence() > hello.getLastSequence() + 1) {
            throw new MalformedMessageException("Hello names the oldest report " + hello.getFirstSequence()
                    + " and the newest " + hello.getLastSequence() + ", which is before it");
        }
    }

    static List<Sequenced> reports(ReportBatch batch, String cluster) {
        if (batch.getReportsCount() > MAX_REPORTS || batch.getSerializedSize() > MAX_BATCH_BYTES) {
            throw new MalformedMessageException("a batch of " + batch.getReportsCount() + " reports and "
                    + batch.getSerializedSize() + " bytes is too large: at most " + MAX_REPORTS + " and 1 MiB");
        }
        List<Sequenced> reports = new ArrayList<>(batch.getReportsCount());
        for (Report proto : batch.getReportsList()) {
            if (!reports.isEmpty() && proto.getSequence() != reports.getLast().sequence() + 1) {
                throw new MalformedMessageException("report " + proto.getSequence() + " follows report "
                        + reports.getLast().sequence() + " in one batch");
            }
            if (proto.getSerializedSize() > MAX_REPORT_BYTES) {
                throw new MalformedMessageException(
                        "report " + proto.getSequence() + " is larger than " + MAX_REPORT_BYTES + " bytes");
            }
            Sequenced report = Reports.fromProto(proto, cluster);
            check(report.report());
            reports.add(report);
        }
        return reports;
    }

    private static void check(AgentReport report) {
        switch (report) {
            case AgentReport.Objects objects -> {
                check(objects.application());
                objects.upserted().stream().map(ObjectStatus::key).forEach(AgentMessages::check);
                objects.removed().forEach(AgentMessages::check);
            }
            case AgentReport.Event event -> {
                switch (event.event()) {
                    case FleetEvent.ApplicationReported e -> check(e.status().key());
                    case FleetEvent.DriftReported e -> check(e.drift().application());
                    case FleetEvent.SliceReported e -> e.applications().forEach(AgentMessages::check);
                    case FleetEvent.CommandAdvanced ignored -> {}
                    case FleetEvent.ClusterReported ignored -> {}
                    case FleetEvent.ContactChanged ignored -> {}
                    case FleetEvent.CommandAccepted ignored -> {}
                }
            }
        }
    }

    private static void check(ApplicationKey key) {
        name("namespace", key.namespace());
        name("application", key.name());
    }

    private static void check(ResourceKey key) {
        name("group", key.group());
        name("kind", key.kind());
        name("namespace", key.namespace());
        name("name", key.name());
    }

    private static void name(String what, String name) {
        if (name.length() > MAX_NAME || name.indexOf('/') >= 0) {
            throw new MalformedMessageException(
                    "a " + what + " is longer than " + MAX_NAME + " characters or has a slash in it");
        }
    }

    /// @param earliest minutes before are left out: they would be deleted at once
    /// @param latest minutes after are left out: the agent's clock is wrong
    static List<SignalMinute> minutes(SignalBatch batch, long earliest, long latest) {
        id("incarnation", batch.getIncarnation());
        if (batch.getMinutesCount() > MAX_MINUTES) {
            throw new MalformedMessageException(
                    "a batch has " + batch.getMinutesCount() + " minutes of signals, more than " + MAX_MINUTES);
        }
        return batch.getMinutesList().stream()
                .filter(minute -> minute.getEpochMinute() >= earliest && minute.getEpochMinute() <= latest)
                .map(Signals::fromProto)
                .toList();
    }

    private static void id(String what, String id) {
        if (id.isEmpty() || id.length() > MAX_ID) {
            throw new MalformedMessageException(what + " is not a UUID");
        }
    }
}
