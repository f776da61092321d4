package io.pilothouse.hub.store;

import io.pilothouse.hub.ledger.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The database's file, before H2 sees it.
final class DatabaseFile {
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
}
