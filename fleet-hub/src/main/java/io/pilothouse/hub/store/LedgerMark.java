package io.pilothouse.hub.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// Remembers, outside the database, how far the ledger was: so that a database file that was truncated, emptied or put
/// back from an old copy is noticed instead of used. Two slots are written in turn, so a torn write leaves the other.
/// Written after each commit without forcing the disk: after a power failure it may be behind, which does no harm.
final class LedgerMark implements AutoCloseable {
    private static final int SLOT = 512;
    private static final long MAGIC = 0x50484d41524b3031L;

    private final FileChannel channel;
    private final ByteBuffer slot = ByteBuffer.allocate(SLOT);
    private long turn;
    private long sequence;

    private LedgerMark(FileChannel channel) {
        this.channel = channel;
    }

    static LedgerMark open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        LedgerMark mark = new LedgerMark(channel);
        mark.read(0);
        mark.read(SLOT);
        return mark;
    }

    /// @return the newest event known to be durable; 0 for none
    long sequence() {
        return sequence;
    }

    void write(long newest) throws IOException {
        turn++;
        sequence = newest;
        slot.clear().putLong(MAGIC).putLong(turn).putLong(newest);
        slot.putLong(checksum(slot));
        slot.clear();
        channel.write(slot, (turn % 2) * SLOT);
    }

    private void read(long position) throws IOException {
        slot.clear();
        if (channel.read(slot, position) < SLOT) {
            return;
        }
        slot.flip();
        boolean isOurs = slot.getLong() == MAGIC;
        long slotTurn = slot.getLong();
        long slotSequence = slot.getLong();
        long sum = slot.getLong();
        if (isOurs && sum == checksum(slot) && slotTurn > turn) {
            turn = slotTurn;
            sequence = slotSequence;
        }
    }

    private static long checksum(ByteBuffer slot) {
        CRC32C sum = new CRC32C();
        sum.update(slot.duplicate().position(0).limit(3 * Long.BYTES));
        return sum.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
