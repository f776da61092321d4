package io.pilothouse.hub.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.pilothouse.hub.ledger.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The database's file: looked at before H2 sees it, opened, and brought to this version's layout.
final class DatabaseFile {
    private static final String SETTINGS = ";RETENTION_TIME=1000;DB_CLOSE_ON_EXIT=FALSE";
    private static final int CONNECTIONS = 8;
    private static final int LEAST_SIZE = 8_192;

    private DatabaseFile() {}

    /// Looks at the file before H2 does: H2 would take an empty one for new.
    static void check(Path file, Optional<String> expected) throws IOException {
        String remedy =
                " Put back a copy of ledger.mv.db from a backup, or start with an empty data folder: agents will"
                        + " report everything anew, and only history is lost";
        if (!Files.exists(file)) {
            throw new StoreException("the data folder had ledger " + expected.orElse("?") + ", but "
                    + file.toAbsolutePath() + " is missing." + remedy);
        }
        if (Files.size(file) < LEAST_SIZE || !isH2(file)) {
            throw new StoreException(file.toAbsolutePath() + " is empty, truncated or not an H2 database." + remedy);
        }
    }

    private static boolean isH2(Path file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(4);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long block : new long[] {0, 4_096}) {
                head.clear();
                channel.read(head, block);
                if (head.array()[0] == 'H' && head.array()[1] == ':') {
                    return true;
                }
            }
        }
        return false;
    }

    static HikariDataSource connect(DataFolder folder, String more) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl("jdbc:h2:file:" + folder.path().toAbsolutePath().resolve("ledger") + SETTINGS + more);
        config.setUsername("hub");
        config.setPassword("");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMaxLifetime(0);
        config.setConnectionTimeout(10_000);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StoreException(
                    "the database " + folder.path().resolve("ledger.mv.db").toAbsolutePath() + " cannot be opened ("
                            + (cause instanceof SQLException sql ? Reasons.of(sql) : cause.getMessage())
                            + "): put back a copy from a backup, or start with an empty data folder",
                    e);
        }
    }

    static void migrate(HikariDataSource pool, DataFolder folder) {
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:io/pilothouse/hub/store")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    "the database in " + folder.path().toAbsolutePath()
                            + " cannot be brought to this version's layout; was it written by a newer hub?",
                    e);
        }
    }

    static void ownerOnly(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
