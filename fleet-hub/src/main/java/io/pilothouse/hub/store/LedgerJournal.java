package io.pilothouse.hub.store;

import io.pilothouse.hub.store.CommitCodec.Numbered;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// The newest commits in a file of their own, forced to the disk before anything in them is acknowledged.
///
/// The database alone is not enough. H2 stores a transaction with the next version of its file, and a background thread
/// may already have taken that version to be written later: then `CHECKPOINT SYNC` finds nothing left to store, forces
/// the file without it, and returns. A process that dies at that moment loses a transaction it was told is safe (seen
/// with 2.5.252 under load). What is lost so is in this journal and is written again at the next start.
///
/// A record is its length, the CRC-32C of its bytes, and its bytes. Whatever follows the last whole record was never
/// acknowledged and is cut off. One generation before the current one is kept: by the time that one goes, the database
/// has written a generation of later commits behind it, in order, and was forced. Used by the ledger's thread only.
final class LedgerJournal implements AutoCloseable {
    static final long GENERATION = 16L << 20;
    private static final int HEADER = 8;
    private static final int MAX_RECORD = 256 << 20;

    private final Path current;
    private final Path before;
    private FileChannel channel;
    private long size;

    private LedgerJournal(Path current, Path before, FileChannel channel, long size) {
        this.current = current;
        this.before = before;
        this.channel = channel;
        this.size = size;
    }

    /// Opens the journal of a data folder, and cuts off what was never finished.
    static LedgerJournal open(Path folder) throws IOException {
        Path current = folder.resolve("ledger.journal");
        FileChannel channel = openForAppend(current);
        long whole = read(channel, Long.MAX_VALUE, new ArrayList<>());
        channel.truncate(whole);
        channel.position(whole);
        return new LedgerJournal(current, folder.resolve("ledger.journal.before"), channel, whole);
    }

    private static FileChannel openForAppend(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /// @return the commits with a greater number than this one, in order
    List<Numbered> after(long number) throws IOException {
        List<Numbered> all = new ArrayList<>();
        if (Files.exists(before)) {
            try (FileChannel older = FileChannel.open(before, StandardOpenOption.READ)) {
                read(older, number, all);
            }
        }
        read(channel, number, all);
        return all;
    }

    /// Reads whole records into a list.
    ///
    /// @param number only those with a greater number are kept, for a journal may hold more than fits the memory
    /// @return where the last one ends
    private static long read(FileChannel from, long number, List<Numbered> into) throws IOException {
        long position = 0;
        while (true) {
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            if (!readFully(from, header, position)) {
                return position;
            }
            int length = header.getInt(0);
            if (length <= 0 || length > MAX_RECORD || position + HEADER + length > from.size()) {
                return position;
            }
            ByteBuffer body = ByteBuffer.allocate(length);
            if (!readFully(from, body, position + HEADER) || checksum(body.array()) != header.getInt(4)) {
                return position;
            }
            if (CommitCodec.number(body.array()) > number) {
                into.add(CommitCodec.decode(body.array()));
            }
            position += HEADER + length;
        }
    }

    private static boolean readFully(FileChannel from, ByteBuffer into, long position) throws IOException {
        while (into.hasRemaining()) {
            if (from.read(into, position + into.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Writes a commit and forces it to the disk. When it fails, nothing of the commit is left.
    void append(Numbered numbered) throws IOException {
        byte[] body = CommitCodec.encode(numbered);
        ByteBuffer record = ByteBuffer.allocate(HEADER + body.length);
        record.putInt(body.length).putInt(checksum(body)).put(body).flip();
        try {
            long position = size;
            while (record.hasRemaining()) {
                position += channel.write(record, position);
            }
            channel.force(false);
            size = position;
        } catch (IOException e) {
            channel.truncate(size);
            throw e;
        }
    }

    /// @return true if it is time for [#beginGeneration]
    boolean isFull() {
        return size >= GENERATION;
    }

    /// Begins a new file and forgets the one before the current. The database has all that is in that on the disk.
    void beginGeneration() throws IOException {
        channel.close();
        Files.move(current, before, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        channel = openForAppend(current);
        size = 0;
    }

    private static int checksum(byte[] body) {
        CRC32C sum = new CRC32C();
        sum.update(body);
        return (int) sum.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
