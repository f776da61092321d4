package io.pilothouse.agent.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/// The first record of each file of a journal.
///
/// @param epoch identity of the sequence of numbers
/// @param first sequence number of the file's first report
/// @param dropped how many reports the journal had to give up for lack of room until then: the explicit record of
///     a gap
/// @param isBase the files before this one are no longer part of the journal
record SegmentHeader(UUID epoch, long first, long dropped, boolean isBase) {
    private static final int MAGIC = 0x50_48_4A_31; // PHJ1
    private static final int BYTES = 4 + 16 + 8 + 8 + 1;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .putInt(MAGIC)
                .putLong(epoch.getMostSignificantBits())
                .putLong(epoch.getLeastSignificantBits())
                .putLong(first)
                .putLong(dropped)
                .put((byte) (isBase ? 1 : 0))
                .array();
    }

    static Optional<SegmentHeader> decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length != BYTES || buffer.getInt() != MAGIC) {
            return Optional.empty();
        }
        return Optional.of(new SegmentHeader(
                new UUID(buffer.getLong(), buffer.getLong()), buffer.getLong(), buffer.getLong(), buffer.get() == 1));
    }
}
