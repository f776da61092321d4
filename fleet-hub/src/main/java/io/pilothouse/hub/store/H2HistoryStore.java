package io.pilothouse.hub.store;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.hub.ledger.HistoryStore;
import io.pilothouse.wire.codec.Statuses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Objects and drift in H2.
public final class H2HistoryStore implements HistoryStore {
    private final H2Database database;

    public H2HistoryStore(H2Database database) {
        this.database = database;
    }

    private record Row(ObjectStatus object, long reportedMillis) {}

    @Override
    public Objects objects(ApplicationKey application) {
        List<Row> rows = database.query(() -> database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT reported_millis, payload FROM object_detail WHERE cluster = :cluster"
                                        + " AND application = :application")
                        .bind("cluster", application.cluster())
                        .bind("application", CommitWriter.path(application))
                        .map((row, context) -> new Row(object(row), row.getLong("reported_millis")))
                        .list()));
        return new Objects(
                rows.stream()
                        .map(Row::object)
                        .sorted(Comparator.comparing(ObjectStatus::key))
                        .toList(),
                rows.stream().map(Row::reportedMillis).max(Long::compare).map(Instant::ofEpochMilli));
    }

    private static ObjectStatus object(ResultSet row) throws SQLException {
        byte[] payload = row.getBytes("payload");
        return H2LedgerStore.readable(() -> Statuses.decodeObject(payload));
    }

    @Override
    public List<Recorded> drift(
            Optional<String> cluster, Optional<ApplicationKey> application, long before, int limit) {
        String where = application.isPresent()
                ? " AND d.cluster = :cluster AND d.application = :application"
                : cluster.isPresent() ? " AND d.cluster = :cluster" : "";
        return database.query(() -> database.jdbi().withHandle(handle -> {
            var query = handle.createQuery("SELECT e.sequence, e.cluster, e.at_millis, e.payload FROM drift d"
                            + " JOIN event e ON e.sequence = d.sequence WHERE d.sequence < :before" + where
                            + " ORDER BY d.sequence DESC LIMIT :limit")
                    .bind("before", before)
                    .bind("limit", limit);
            application.map(ApplicationKey::cluster).or(() -> cluster).ifPresent(name -> query.bind("cluster", name));
            application.ifPresent(key -> query.bind("application", CommitWriter.path(key)));
            return query.map((row, context) -> H2LedgerStore.recorded(row)).list();
        }));
    }
}
