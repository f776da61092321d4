package io.pilothouse.hub.store;

import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.hub.ledger.SignalStore;
import io.pilothouse.wire.codec.Signals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Golden signals in H2, one row a minute and process of an agent.
public final class H2SignalStore implements SignalStore {
    private final H2Database database;

    public H2SignalStore(H2Database database) {
        this.database = database;
    }

    @Override
    public Map<MinuteKey, SignalMinute> put(Map<MinuteKey, SignalMinute> minutes) {
        Map<MinuteKey, SignalMinute> before = new HashMap<>();
        database.inTransaction(connection -> {
            read(connection, minutes, before);
            try (PreparedStatement merge =
                    connection.prepareStatement("MERGE INTO signal_minute (cluster, epoch_minute, incarnation, payload)"
                            + " KEY (cluster, epoch_minute, incarnation) VALUES (?, ?, ?, ?)")) {
                for (Map.Entry<MinuteKey, SignalMinute> entry : minutes.entrySet()) {
                    bind(merge, entry.getKey());
                    merge.setBytes(4, Signals.encode(entry.getValue()));
                    merge.addBatch();
                }
                merge.executeBatch();
            }
        });
        return before;
    }

    private static void read(
            Connection connection, Map<MinuteKey, SignalMinute> wanted, Map<MinuteKey, SignalMinute> into)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT payload FROM signal_minute WHERE cluster = ? AND epoch_minute = ? AND incarnation = ?")) {
            for (MinuteKey key : wanted.keySet()) {
                bind(select, key);
                try (var rows = select.executeQuery()) {
                    if (rows.next()) {
                        byte[] payload = rows.getBytes(1);
                        into.put(key, H2LedgerStore.readable(() -> Signals.decode(payload)));
                    }
                }
            }
        }
    }

    private static void bind(PreparedStatement statement, MinuteKey key) throws SQLException {
        statement.setString(1, key.cluster());
        statement.setLong(2, key.epochMinute());
        statement.setString(3, key.incarnation());
    }

    @Override
    public List<SignalMinute> minutes(String cluster, long from, long until) {
        return database.query(() -> database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT payload FROM signal_minute WHERE cluster = :cluster AND epoch_minute >= :from"
                                        + " AND epoch_minute < :until ORDER BY epoch_minute, incarnation")
                        .bind("cluster", cluster)
                        .bind("from", from)
                        .bind("until", until)
                        .map((row, context) -> {
                            byte[] payload = row.getBytes("payload");
                            return H2LedgerStore.readable(() -> Signals.decode(payload));
                        })
                        .list()));
    }

    /// Cluster by cluster, along the primary key: a fleet's week has a hundred million rows.
    @Override
    public void trimSignals(long beforeMinute) {
        List<String> clusters = database.query(() -> database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT cluster FROM agent_position")
                        .mapTo(String.class)
                        .list()));
        for (String cluster : clusters) {
            database.query(() -> database.jdbi()
                    .withHandle(handle -> handle.createUpdate(
                                    "DELETE FROM signal_minute WHERE cluster = :cluster AND epoch_minute < :before")
                            .bind("cluster", cluster)
                            .bind("before", beforeMinute)
                            .execute()));
        }
    }
}
