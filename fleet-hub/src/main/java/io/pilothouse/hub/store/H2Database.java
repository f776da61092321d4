package io.pilothouse.hub.store;

import com.zaxxer.hikari.HikariDataSource;
import io.pilothouse.hub.ledger.Commit;
import io.pilothouse.hub.ledger.StoreException;
import io.pilothouse.hub.store.CommitCodec.Numbered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open database of one data folder.
///
/// Opening is careful, because H2 makes a new database of a missing, empty or truncated file without a word: the files
/// `ledger.id` and `ledger.mark` beside it say what must be there, and what does not match is refused before anything
/// is written.
public final class H2Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(H2Database.class);
    private static final String MUST_EXIST = ";IFEXISTS=TRUE";
    /// Bytes without which it is of no use to try again.
    private static final long LEAST_FREE = 4 << 20;

    /// How much a replay has to do at most, more or less.
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);
    private static final int ALREADY_CLOSED = 90_121;

    private final DataFolder folder;
    private final LedgerMark mark;
    private final LedgerJournal journal;
    private final String ledgerId;
    private volatile HikariDataSource pool;
    private volatile Jdbi jdbi;
    /// Owned by the ledger's thread.
    private long checkpointNanos = System.nanoTime();

    private H2Database(
            DataFolder folder, HikariDataSource pool, LedgerMark mark, LedgerJournal journal, String ledgerId) {
        this.folder = folder;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.mark = mark;
        this.journal = journal;
        this.ledgerId = ledgerId;
    }

    /// Opens the database of a claimed folder; makes it at the first start.
    ///
    /// @throws StoreException if what is there is not what the folder says was there
    public static H2Database open(DataFolder folder) {
        Path file = folder.path().resolve("ledger.mv.db");
        Path idFile = folder.path().resolve("ledger.id");
        try {
            Optional<String> expected =
                    Files.exists(idFile) ? Optional.of(Files.readString(idFile).strip()) : Optional.empty();
            if (expected.isPresent() || Files.exists(file)) {
                DatabaseFile.check(file, expected);
                return reopen(folder, expected);
            }
            return create(folder, file, idFile);
        } catch (IOException e) {
            throw new StoreException(
                    "the data folder " + folder.path().toAbsolutePath() + " cannot be used: " + Reasons.of(e), e);
        }
    }

    private static H2Database create(DataFolder folder, Path file, Path idFile) throws IOException {
        String ledgerId = UUID.randomUUID().toString();
        HikariDataSource pool = DatabaseFile.connect(folder, "");
        try {
            DatabaseFile.migrate(pool, folder);
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO ledger (ledger_id) VALUES ('" + ledgerId + "')");
                statement.execute("CHECKPOINT SYNC");
            }
            DatabaseFile.ownerOnly(file);
            Path draft = idFile.resolveSibling("ledger.id.new");
            Files.writeString(draft, ledgerId + "\n");
            Files.move(draft, idFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new H2Database(
                    folder, pool, LedgerMark.open(markFile(folder)), LedgerJournal.open(folder.path()), ledgerId);
        } catch (SQLException e) {
            pool.close();
            throw failed(e);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static H2Database reopen(DataFolder folder, Optional<String> expected) throws IOException {
        HikariDataSource pool = DatabaseFile.connect(folder, MUST_EXIST);
        try {
            String found = ledgerIdIn(pool).orElseThrow(() -> foreign(folder, "holds no ledger"));
            if (expected.isPresent() && !expected.get().equals(found)) {
                throw foreign(folder, "holds ledger " + found + " where " + expected.get() + " is expected");
            }
            if (expected.isEmpty()) {
                // The first start ended between making the database and naming it.
                Files.writeString(folder.path().resolve("ledger.id"), found + "\n");
            }
            DatabaseFile.migrate(pool, folder);
            LedgerMark mark = LedgerMark.open(markFile(folder));
            LedgerJournal journal = LedgerJournal.open(folder.path());
            try {
                H2Database database = new H2Database(folder, pool, mark, journal, found);
                database.replay();
                database.checkComplete();
                return database;
            } catch (IOException | RuntimeException e) {
                journal.close();
                mark.close();
                throw e;
            }
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /// Writes again what was acknowledged and the database lost. Stops at a gap: then [#checkComplete] says what is
    /// missing.
    private void replay() throws IOException {
        long has = commits();
        long written = 0;
        for (Numbered numbered : journal.after(has)) {
            if (numbered.number() != has + written + 1) {
                break;
            }
            write(numbered.commit());
            written++;
        }
        // In any case: what the database has beyond the journal must not vanish later, or there would be a gap.
        sync();
        if (written > 0) {
            LOG.info("the database lacked acknowledged commits, they are written again commits={}", written);
        }
    }

    private void checkComplete() {
        long head = query(() -> jdbi.withHandle(handle ->
                handle.createQuery(H2LedgerStore.HEAD).mapTo(Long.class).one()));
        long acknowledged = mark.sequence();
        if (head < acknowledged) {
            throw new StoreException("the ledger in " + folder.path().toAbsolutePath() + " ends at event " + head
                    + ", but event " + acknowledged + " was acknowledged: events " + (head + 1) + " to " + acknowledged
                    + " are lost. Put back a newer ledger.mv.db from a backup, or accept the loss by"
                    + " deleting ledger.mark");
        }
    }

    private long commits() {
        return query(() -> jdbi.withHandle(handle -> handle.createQuery("SELECT commits FROM ledger")
                .mapTo(Long.class)
                .one()));
    }

    /// Writes a commit so that it is there after any crash: into the tables, and forced into the journal.
    ///
    /// The database is forced only now and then: what it has not on the disk yet is in the journal. That is one
    /// force a commit instead of two, and rows are written in larger pieces.
    void append(Commit commit) {
        write(commit);
        try {
            if (journal.isFull()) {
                // The older generation goes: all that is in it must be in the database for good.
                checkpoint();
                journal.beginGeneration();
            }
            journal.append(new Numbered(commits(), commit));
        } catch (IOException e) {
            throw new StoreException("the ledger's journal cannot be written: " + Reasons.of(e), e);
        }
        if (!commit.events().isEmpty()) {
            mark(commit.events().getLast().sequence());
        }
        if (System.nanoTime() - checkpointNanos >= CHECKPOINT_EVERY.toNanos()) {
            checkpoint();
        }
    }

    private void checkpoint() {
        sync();
        checkpointNanos = System.nanoTime();
    }

    private void write(Commit commit) {
        inTransaction(connection -> {
            CommitWriter.write(connection, commit);
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE ledger SET commits = commits + 1");
            }
        });
    }

    private static Path markFile(DataFolder folder) {
        return folder.path().resolve("ledger.mark");
    }

    private static StoreException foreign(DataFolder folder, String what) {
        return new StoreException(
                "the database " + folder.path().resolve("ledger.mv.db").toAbsolutePath() + " " + what
                        + ": put back the right ledger.mv.db from a backup, or start with an empty data folder");
    }

    private static Optional<String> ledgerIdIn(HikariDataSource pool) {
        return Jdbi.create(pool).withHandle(handle -> {
            boolean isOurs =
                    handle.createQuery("SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'LEDGER'")
                                    .mapTo(Integer.class)
                                    .one()
                            > 0;
            return isOurs
                    ? handle.createQuery("SELECT ledger_id FROM ledger")
                            .mapTo(String.class)
                            .findFirst()
                    : Optional.<String>empty();
        });
    }

    String ledgerId() {
        return ledgerId;
    }

    /// Runs a query or an update.
    Jdbi jdbi() {
        return jdbi;
    }

    /// Runs work on a connection of its own, in one transaction.
    void inTransaction(Work work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.run(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollback(connection);
                throw e;
            } finally {
                restore(connection);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Forces everything committed so far to the disk.
    void sync() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void mark(long sequence) {
        try {
            mark.write(sequence);
        } catch (IOException e) {
            throw new StoreException("ledger.mark cannot be written: " + Reasons.of(e), e);
        }
    }

    /// Runs a query, translating failures.
    <T> T query(Supplier<T> query) {
        try {
            return query.get();
        } catch (JdbiException e) {
            throw e.getCause() instanceof SQLException sql
                    ? failed(sql)
                    : new StoreException("the ledger's database failed: " + e.getMessage(), e);
        }
    }

    /// Lets go of a database that failed and opens it anew, as a restart does. After a failed write H2 answers
    /// every call with the same failure until nobody holds it any more.
    ///
    /// @throws StoreException if it still does not work
    void recover() {
        if (folder.path().toFile().getUsableSpace() < LEAST_FREE) {
            throw new StoreException("the disk is full: free some space and it goes on by itself");
        }
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException ignored) {
            // It is closed already, or closes with the last connection.
        }
        pool.close();
        pool = DatabaseFile.connect(folder, MUST_EXIST);
        jdbi = Jdbi.create(pool);
        try {
            replay();
        } catch (IOException e) {
            throw new StoreException("the ledger's journal cannot be read: " + Reasons.of(e), e);
        }
        checkComplete();
    }

    /// Ends the database in order, so that the next start has nothing to repair.
    @Override
    public void close() {
        try (HikariDataSource last = pool;
                mark;
                journal;
                Connection connection = last.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            // Giving back a connection to a database that was just shut down says so.
            if (e.getErrorCode() != ALREADY_CLOSED) {
                throw failed(e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoreException failed(SQLException e) {
        return new StoreException("the ledger's database failed: " + Reasons.of(e), e);
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException ignored) {
            // The first failure is the one to tell; a closed database has nothing to roll back.
        }
    }

    private static void restore(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException ignored) {
            // The pool finds out and replaces the connection.
        }
    }

    /// Something to do on a connection.
    interface Work {
        void run(Connection connection) throws SQLException;
    }
}
