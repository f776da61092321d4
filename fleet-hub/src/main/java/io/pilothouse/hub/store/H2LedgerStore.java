package io.pilothouse.hub.store;

import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetEvent.CommandAccepted;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.hub.ledger.AgentPosition;
import io.pilothouse.hub.ledger.Commit;
import io.pilothouse.hub.ledger.LedgerStore;
import io.pilothouse.hub.ledger.StoreException;
import io.pilothouse.wire.codec.Events;
import io.pilothouse.wire.codec.MalformedMessageException;
import io.pilothouse.wire.codec.Snapshots;
import java.io.ByteArrayOutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The ledger in H2. A commit is one transaction, then a forced record in the journal: only then is it on the disk,
/// whatever happens (see [LedgerJournal]).
public final class H2LedgerStore implements LedgerStore {
    static final String HEAD = "SELECT GREATEST(COALESCE((SELECT MAX(sequence) FROM event), 0),"
            + " COALESCE((SELECT MAX(sequence) FROM fold), 0))";
    private static final int PIECE = 512 * 1024;
    private static final int TRIM_BATCH = 10_000;

    private final H2Database database;

    public H2LedgerStore(H2Database database) {
        this.database = database;
    }

    @Override
    public String ledgerId() {
        return database.ledgerId();
    }

    @Override
    public void append(Commit commit) {
        database.append(commit);
    }

    @Override
    public void recover() {
        database.recover();
    }

    @Override
    public FleetSnapshot savedSnapshot() {
        Map<Integer, ByteArrayOutputStream> parts = new TreeMap<>();
        database.query(() -> database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT part, payload FROM fold WHERE sequence = (SELECT MAX(sequence) FROM fold)"
                                        + " ORDER BY part, piece")
                        .map((row, context) -> {
                            byte[] piece = row.getBytes("payload");
                            parts.computeIfAbsent(row.getInt("part"), part -> new ByteArrayOutputStream())
                                    .writeBytes(piece);
                            return piece.length;
                        })
                        .list()));
        return parts.isEmpty()
                ? FleetSnapshot.EMPTY
                : readable(() -> Snapshots.decode(parts.values().stream()
                        .map(ByteArrayOutputStream::toByteArray)
                        .toList()));
    }

    @Override
    public Map<String, AgentPosition> positions() {
        Map<String, AgentPosition> positions = new HashMap<>();
        database.query(() -> database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT cluster, epoch, acked FROM agent_position")
                        .map((row, context) -> positions.put(
                                row.getString("cluster"),
                                new AgentPosition(row.getString("epoch"), row.getLong("acked"))))
                        .list()));
        return positions;
    }

    @Override
    public long head() {
        return database.query(() -> database.jdbi()
                .withHandle(handle -> handle.createQuery(HEAD).mapTo(Long.class).one()));
    }

    @Override
    public List<Recorded> events(long after, int limit) {
        return database.query(() -> database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT sequence, cluster, at_millis, payload FROM event WHERE sequence > :after"
                                        + " ORDER BY sequence LIMIT :limit")
                        .bind("after", after)
                        .bind("limit", limit)
                        .map((row, context) -> recorded(row))
                        .list()));
    }

    static Recorded recorded(ResultSet row) throws SQLException {
        String cluster = row.getString("cluster");
        byte[] payload = row.getBytes("payload");
        FleetEvent event = readable(() -> Events.decode(cluster, payload));
        return new Recorded(row.getLong("sequence"), Instant.ofEpochMilli(row.getLong("at_millis")), event);
    }

    @Override
    public Optional<CommandState> command(String id) {
        return database.query(() -> database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT * FROM command WHERE id = :id")
                        .bind("id", id)
                        .map((row, context) -> state(row))
                        .findFirst()));
    }

    private static CommandState state(ResultSet row) throws SQLException {
        String cluster = row.getString("cluster");
        byte[] payload = row.getBytes("payload");
        if (readable(() -> Events.decode(cluster, payload)) instanceof CommandAccepted accepted) {
            return new CommandState(
                    accepted.command(),
                    CommandPhase.valueOf(row.getString("phase")),
                    row.getString("message"),
                    Instant.ofEpochMilli(row.getLong("issued_millis")),
                    Instant.ofEpochMilli(row.getLong("changed_millis")));
        }
        throw new StoreException("command " + row.getString("id") + " in the ledger cannot be read");
    }

    @Override
    public void saveSnapshot(FleetSnapshot snapshot) {
        List<byte[]> parts = Snapshots.encode(snapshot, ledgerId());
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO fold (sequence, part, piece, payload) VALUES (?, ?, ?, ?)");
                    PreparedStatement forget = connection.prepareStatement("DELETE FROM fold WHERE sequence < ?")) {
                for (int part = 0; part < parts.size(); part++) {
                    byte[] bytes = parts.get(part);
                    for (int piece = 0; piece == 0 || piece * PIECE < bytes.length; piece++) {
                        insert.setLong(1, snapshot.sequence());
                        insert.setInt(2, part);
                        insert.setInt(3, piece);
                        insert.setBytes(
                                4,
                                Arrays.copyOfRange(bytes, piece * PIECE, Math.min(bytes.length, (piece + 1) * PIECE)));
                        insert.executeUpdate();
                    }
                }
                forget.setLong(1, snapshot.sequence());
                forget.executeUpdate();
            }
        });
        // Before any event it stands for is forgotten.
        database.sync();
    }

    @Override
    public void trim(long until) {
        if (until <= 0) {
            return;
        }
        int deleted;
        do {
            deleted = database.query(() -> database.jdbi()
                    .withHandle(handle -> handle.createUpdate(
                                    "DELETE FROM event WHERE sequence <= :until LIMIT " + TRIM_BATCH)
                            .bind("until", until)
                            .execute()));
        } while (deleted == TRIM_BATCH);
        for (String table : List.of("drift", "command")) {
            database.query(() -> database.jdbi()
                    .withHandle(handle -> handle.createUpdate("DELETE FROM " + table + " WHERE sequence <= :until")
                            .bind("until", until)
                            .execute()));
        }
    }

    static <T> T readable(java.util.function.Supplier<T> decoding) {
        try {
            return decoding.get();
        } catch (MalformedMessageException e) {
            throw new StoreException("the ledger holds what this version cannot read: " + e.getMessage(), e);
        }
    }
}
