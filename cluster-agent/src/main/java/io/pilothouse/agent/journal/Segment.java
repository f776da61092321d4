package io.pilothouse.agent.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// One file of a journal: a header, then reports with consecutive sequence numbers.
record Segment(int number, SegmentHeader header, RecordFile file) {

    static Path path(Path folder, int number) {
        return folder.resolve("%08d.log".formatted(number));
    }

    /// @return empty if the file does not even have a whole header
    static Optional<Segment> open(Path folder, int number) throws IOException {
        RecordFile file = RecordFile.open(path(folder, number));
        Optional<SegmentHeader> header = file.count() == 0 ? Optional.empty() : SegmentHeader.decode(file.read(0));
        if (header.isEmpty()) {
            file.close();
        }
        return header.map(found -> new Segment(number, found, file));
    }

    /// Made whole on disk before it counts, so that a journal never has a file without its header.
    static Segment create(Path folder, int number, SegmentHeader header, Stream<byte[]> reports) throws IOException {
        Stream<byte[]> records = Stream.concat(Stream.of(header.encode()), reports);
        return new Segment(number, header, RecordFile.create(path(folder, number), records));
    }

    long first() {
        return header.first();
    }

    /// @return sequence number of the newest report; one less than the first if there is none
    long last() {
        return header.first() + file.count() - 2;
    }

    byte[] read(long sequence) throws IOException {
        return file.read((int) (sequence - first()) + 1);
    }

    int length(long sequence) {
        return file.length((int) (sequence - first()) + 1);
    }

    void delete() throws IOException {
        file.delete();
    }
}
