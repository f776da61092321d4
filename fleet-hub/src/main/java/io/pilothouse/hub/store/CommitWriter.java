package io.pilothouse.hub.store;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetEvent.CommandAccepted;
import io.pilothouse.core.fleet.FleetEvent.CommandAdvanced;
import io.pilothouse.core.fleet.FleetEvent.DriftReported;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.hub.ledger.AgentPosition;
import io.pilothouse.hub.ledger.Commit;
import io.pilothouse.hub.ledger.Commit.DetailChange;
import io.pilothouse.wire.codec.Events;
import io.pilothouse.wire.codec.Statuses;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes a commit's rows in batches, one statement a table: this is the path that every report of the fleet takes.
final class CommitWriter {
    private CommitWriter() {}

    static void write(Connection connection, Commit commit) throws SQLException {
        events(connection, commit.events());
        drift(connection, commit.events());
        commands(connection, commit.events());
        positions(connection, commit.positions());
        details(connection, commit);
    }

    /// @return the application within its cluster, as rows name it
    static String path(ApplicationKey application) {
        return application.path();
    }

    private static void events(Connection connection, List<Recorded> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO event (sequence, cluster, kind, at_millis, payload) VALUES (?, ?, ?, ?, ?)")) {
            for (Recorded recorded : events) {
                insert.setLong(1, recorded.sequence());
                insert.setString(2, recorded.event().cluster());
                insert.setString(3, kind(recorded.event()));
                insert.setLong(4, recorded.at().toEpochMilli());
                insert.setBytes(5, Events.encode(recorded.event()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String kind(FleetEvent event) {
        return switch (event) {
            case FleetEvent.ClusterReported ignored -> "cluster";
            case FleetEvent.SliceReported ignored -> "slice";
            case FleetEvent.ApplicationReported ignored -> "application";
            case DriftReported ignored -> "drift";
            case FleetEvent.ContactChanged ignored -> "contact";
            case CommandAccepted ignored -> "command";
            case CommandAdvanced ignored -> "advance";
        };
    }

    private static void drift(Connection connection, List<Recorded> events) throws SQLException {
        List<Recorded> drifts = events.stream()
                .filter(recorded -> recorded.event() instanceof DriftReported)
                .toList();
        if (drifts.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO drift (sequence, cluster, application) VALUES (?, ?, ?)")) {
            for (Recorded recorded : drifts) {
                if (recorded.event() instanceof DriftReported reported) {
                    insert.setLong(1, recorded.sequence());
                    insert.setString(2, reported.cluster());
                    insert.setString(3, path(reported.drift().application()));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /// Row by row: commands are few, and each must stand before it can go further.
    private static void commands(Connection connection, List<Recorded> events) throws SQLException {
        for (Recorded recorded : events) {
            if (recorded.event() instanceof CommandAccepted accepted) {
                try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO command (id, sequence, cluster, payload, phase, message, issued_millis,"
                                + " changed_millis) VALUES (?, ?, ?, ?, ?, '', ?, ?)")) {
                    insert.setString(1, accepted.command().id());
                    insert.setLong(2, recorded.sequence());
                    insert.setString(3, accepted.cluster());
                    insert.setBytes(4, Events.encode(accepted));
                    insert.setString(5, CommandPhase.ACCEPTED.name());
                    insert.setLong(6, recorded.at().toEpochMilli());
                    insert.setLong(7, recorded.at().toEpochMilli());
                    insert.executeUpdate();
                }
            } else if (recorded.event() instanceof CommandAdvanced advanced) {
                try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE command SET phase = ?, message = ?, changed_millis = ? WHERE id = ?")) {
                    update.setString(1, advanced.phase().name());
                    update.setString(2, advanced.message());
                    update.setLong(3, recorded.at().toEpochMilli());
                    update.setString(4, advanced.commandId());
                    update.executeUpdate();
                }
            }
        }
    }

    private static void positions(Connection connection, Map<String, AgentPosition> positions) throws SQLException {
        if (positions.isEmpty()) {
            return;
        }
        try (PreparedStatement merge = connection.prepareStatement(
                "MERGE INTO agent_position (cluster, epoch, acked) KEY (cluster) VALUES (?, ?, ?)")) {
            for (Map.Entry<String, AgentPosition> entry : positions.entrySet()) {
                merge.setString(1, entry.getKey());
                merge.setString(2, entry.getValue().epoch());
                merge.setLong(3, entry.getValue().acked());
                merge.addBatch();
            }
            merge.executeBatch();
        }
    }

    private static void details(Connection connection, Commit commit) throws SQLException {
        for (DetailChange change : commit.details()) {
            switch (change) {
                case DetailChange.Objects objects ->
                    objects(connection, objects.report(), commit.at().toEpochMilli());
                case DetailChange.Retain retain -> retain(connection, retain.cluster(), retain.applications());
            }
        }
    }

    private static void objects(Connection connection, AgentReport.Objects report, long at) throws SQLException {
        String cluster = report.application().cluster();
        String application = path(report.application());
        if (report.isComplete()) {
            forget(connection, cluster, application);
        }
        if (!report.upserted().isEmpty()) {
            try (PreparedStatement merge = connection.prepareStatement(
                    "MERGE INTO object_detail (cluster, application, object, reported_millis, payload)"
                            + " KEY (cluster, application, object) VALUES (?, ?, ?, ?, ?)")) {
                for (ObjectStatus object : report.upserted()) {
                    merge.setString(1, cluster);
                    merge.setString(2, application);
                    merge.setString(3, name(object.key()));
                    merge.setLong(4, at);
                    merge.setBytes(5, Statuses.encode(object));
                    merge.addBatch();
                }
                merge.executeBatch();
            }
        }
        if (!report.removed().isEmpty()) {
            try (PreparedStatement delete = connection.prepareStatement(
                    "DELETE FROM object_detail WHERE cluster = ? AND application = ? AND object = ?")) {
                for (ResourceKey key : report.removed()) {
                    delete.setString(1, cluster);
                    delete.setString(2, application);
                    delete.setString(3, name(key));
                    delete.addBatch();
                }
                delete.executeBatch();
            }
        }
    }

    private static void retain(Connection connection, String cluster, Set<ApplicationKey> applications)
            throws SQLException {
        Set<String> kept = applications.stream().map(CommitWriter::path).collect(Collectors.toSet());
        try (PreparedStatement select =
                connection.prepareStatement("SELECT DISTINCT application FROM object_detail WHERE cluster = ?")) {
            select.setString(1, cluster);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    if (!kept.contains(rows.getString(1))) {
                        forget(connection, cluster, rows.getString(1));
                    }
                }
            }
        }
    }

    private static void forget(Connection connection, String cluster, String application) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM object_detail WHERE cluster = ? AND application = ?")) {
            delete.setString(1, cluster);
            delete.setString(2, application);
            delete.executeUpdate();
        }
    }

    /// No part of a name has a slash in it.
    private static String name(ResourceKey key) {
        return key.group() + "/" + key.kind() + "/" + key.namespace() + "/" + key.name();
    }
}
