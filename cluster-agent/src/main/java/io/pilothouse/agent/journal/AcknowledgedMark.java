package io.pilothouse.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32C;

/// What the hub acknowledged, so that a restart knows it before the hub says it again. Not forced to disk: an
/// older mark merely sends again what the hub then ignores.
final class AcknowledgedMark {
    private static final int BYTES = 16 + 8 + 4;

    private AcknowledgedMark() {}

    /// @return 0 if there is none of this epoch
    static long read(Path path, UUID epoch) throws IOException {
        byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        if (bytes.length != BYTES) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        UUID of = new UUID(buffer.getLong(), buffer.getLong());
        long acknowledged = buffer.getLong();
        return of.equals(epoch) && buffer.getInt() == sum(bytes) ? acknowledged : 0;
    }

    static void write(Path path, UUID epoch, long acknowledged) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES)
                .putLong(epoch.getMostSignificantBits())
                .putLong(epoch.getLeastSignificantBits())
                .putLong(acknowledged);
        buffer.putInt(sum(buffer.array())).flip();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(buffer, 0);
        }
    }

    private static int sum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, BYTES - 4);
        return (int) crc.getValue();
    }
}
