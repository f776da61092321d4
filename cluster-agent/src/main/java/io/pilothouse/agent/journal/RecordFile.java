package io.pilothouse.agent.journal;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/// A file of records that only grows: each is its length, the CRC32C of length and content, and its content.
///
/// Opening it reads every record and cuts the file at the first that is not whole: after a crash that is the one
/// being written. A tail of zeros, which some file systems leave, is no record either, because the length is part
/// of the sum.
///
/// Confined to one thread.
public final class RecordFile implements Closeable {
    /// No record is longer; a longer length is damage.
    static final int MAX_RECORD_BYTES = 8 << 20;

    private static final int FRAME_BYTES = 8;

    private final Path path;
    private final FileChannel channel;
    private final boolean wasCut;
    private long[] ends;
    private int count;

    private RecordFile(Path path, FileChannel channel, boolean wasCut, long[] ends, int count) {
        this.path = path;
        this.channel = channel;
        this.wasCut = wasCut;
        this.ends = ends;
        this.count = count;
    }

    /// Opens a file, or makes an empty one.
    public static RecordFile open(Path path) throws IOException {
        long[] ends = new long[64];
        int count = 0;
        long end = 0;
        if (Files.exists(path)) {
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
                for (int length = nextLength(in); length >= 0; length = nextLength(in)) {
                    end += FRAME_BYTES + length;
                    ends = count == ends.length ? Arrays.copyOf(ends, count * 2) : ends;
                    ends[count++] = end;
                }
            }
        }
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean isCut = channel.size() > end;
        if (isCut) {
            channel.truncate(end);
            channel.force(true);
        }
        channel.position(end);
        return new RecordFile(path, channel, isCut, ends, count);
    }

    /// Writes a new file whole, or not at all: under another name first, then renamed.
    ///
    /// @param records taken one at a time, so that a large file needs no large heap
    /// @return the file, on disk
    public static RecordFile create(Path path, Stream<byte[]> records) throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        try (RecordFile file = open(unfinished)) {
            for (Iterator<byte[]> all = records.iterator(); all.hasNext(); ) {
                file.append(List.of(all.next()));
            }
            file.force();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolderOf(path);
        return open(path);
    }

    /// Makes a file's name durable; its content is not its folder's business.
    static void forceFolderOf(Path path) throws IOException {
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static int nextLength(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            int sum = in.readInt();
            if (length < 0 || length > MAX_RECORD_BYTES) {
                return -1;
            }
            byte[] content = in.readNBytes(length);
            return content.length == length && sum(content) == sum ? length : -1;
        } catch (EOFException e) {
            return -1;
        }
    }

    private static int sum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(4).putInt(content.length).flip());
        crc.update(content);
        return (int) crc.getValue();
    }

    /// Hands records to the operating system: they survive the end of this process, not yet that of the machine.
    ///
    /// @throws IOException if not all of it could be written; the file is then as before
    public void append(List<byte[]> records) throws IOException {
        int bytes =
                records.stream().mapToInt(record -> FRAME_BYTES + record.length).sum();
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        for (byte[] record : records) {
            buffer.putInt(record.length).putInt(sum(record)).put(record);
        }
        buffer.flip();
        long before = bytes();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            channel.truncate(before);
            channel.position(before);
            throw e;
        }
        for (byte[] record : records) {
            ends = count == ends.length ? Arrays.copyOf(ends, count * 2) : ends;
            ends[count] = (count == 0 ? 0 : ends[count - 1]) + FRAME_BYTES + record.length;
            count++;
        }
    }

    /// Makes everything that was appended survive the end of the machine.
    public void force() throws IOException {
        channel.force(false);
    }

    /// @param index from 0
    public byte[] read(int index) throws IOException {
        long begin = index == 0 ? 0 : ends[index - 1];
        ByteBuffer frame = ByteBuffer.allocate((int) (ends[index] - begin));
        while (frame.hasRemaining() && channel.read(frame, begin + frame.position()) >= 0) {}
        byte[] content = Arrays.copyOfRange(frame.array(), FRAME_BYTES, frame.array().length);
        if (frame.hasRemaining() || sum(content) != frame.getInt(4)) {
            throw new IOException(path + " was changed on disk while it was open");
        }
        return content;
    }

    /// @return how long the record with this index is, with its frame
    int length(int index) {
        return (int) (ends[index] - (index == 0 ? 0 : ends[index - 1]));
    }

    public int count() {
        return count;
    }

    public long bytes() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /// @return true if opening it found a record that was not whole
    public boolean wasCut() {
        return wasCut;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }
}
