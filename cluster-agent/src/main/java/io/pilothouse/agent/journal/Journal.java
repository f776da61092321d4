package io.pilothouse.agent.journal;

import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.AgentReport.Sequenced;
import io.pilothouse.wire.codec.Reports;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An agent's reports, from the moment they are made until the hub has them durably.
///
/// Files of records, each with consecutive sequence numbers; the newest takes what is appended, the oldest is
/// deleted once the hub acknowledged all of it. Numbers never have a gap. Where one must arise, after an overflow,
/// what is kept is written again under new numbers and everything before it is gone; the hub sees from the first
/// number that it lacks something, and asks for everything anew.
///
/// Only what was forced to disk may be sent: otherwise a number that the hub knows could be given again after a
/// power cut. A report that is lost before it was forced needs no cure, because state is observed and reported
/// again after every start. Where a number may have been sent and lost all the same (damage, a file cut by hand),
/// a new epoch begins.
///
/// Confined to one thread, but for [#fill], [#dropped], [#epoch] and [#last].
public final class Journal implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final String ACKNOWLEDGED = "acknowledged";

    private final Path folder;
    private final String cluster;
    private final JournalLimits limits;
    private final Supplier<UUID> newEpoch;
    private final Deque<Segment> segments;
    private long forced;
    private volatile UUID epoch;
    private volatile long last;
    private volatile long acknowledged;
    private volatile long dropped;

    private Journal(
            Path folder, String cluster, JournalLimits limits, Supplier<UUID> newEpoch, Deque<Segment> segments) {
        this.folder = folder;
        this.cluster = cluster;
        this.limits = limits;
        this.newEpoch = newEpoch;
        this.segments = segments;
        this.epoch = segments.getLast().header().epoch();
        this.dropped = segments.getFirst().header().dropped();
        this.last = segments.getLast().last();
        this.forced = last;
        this.acknowledged = firstNumber() - 1;
    }

    /// @param newEpoch gives a fresh UUID
    public static Journal open(Path folder, String cluster, JournalLimits limits, Supplier<UUID> newEpoch)
            throws IOException {
        Files.createDirectories(folder);
        JournalFiles files = JournalFiles.read(folder);
        Deque<Segment> segments = files.segments();
        if (segments.isEmpty()) {
            segments.add(Segment.create(folder, 1, new SegmentHeader(newEpoch.get(), 1, 0, true), Stream.empty()));
        }
        Journal journal = new Journal(folder, cluster, limits, newEpoch, segments);
        long acknowledged = AcknowledgedMark.read(folder.resolve(ACKNOWLEDGED), journal.epoch);
        if (files.isDamaged() || acknowledged > journal.last) {
            LOG.atWarn()
                    .addKeyValue("folder", folder)
                    .log("The report journal's end was not whole; what is left of it is sent again under a new epoch");
            journal.acknowledged = Math.min(journal.last, Math.max(acknowledged, journal.acknowledged));
            journal.renew();
        } else {
            journal.acknowledged = Math.max(acknowledged, journal.acknowledged);
        }
        return journal;
    }

    /// @return identity of the sequence of numbers
    public String epoch() {
        return epoch.toString();
    }

    /// @return number of the newest report, 0 for none
    public long last() {
        return last;
    }

    /// @return number of the oldest report still here, 0 for none
    public long first() {
        return last < firstNumber() ? 0 : firstNumber();
    }

    /// @return number of the newest report the hub is known to have
    public long acknowledged() {
        return acknowledged;
    }

    /// @return share of the room in use, from 0 to 1
    public double fill() {
        return Math.min(1, (double) (last - acknowledged) / limits.maxReports());
    }

    /// @return how many reports were given up for lack of room since the journal was made
    public long dropped() {
        return dropped;
    }

    /// Gives a report its number and hands it to the operating system: it survives the end of the process from
    /// here on.
    ///
    /// @throws IOException if the disk refuses; the report has no number then, and may be offered again
    public void append(AgentReport report) throws IOException {
        byte[] bytes = Reports.encode(new Sequenced(last + 1, report));
        if (last - acknowledged >= limits.maxReports() || bytes() + bytes.length > limits.maxBytes()) {
            shrink();
            bytes = Reports.encode(new Sequenced(last + 1, report));
        }
        if (segments.getLast().file().bytes() > limits.segmentBytes()) {
            roll(bytes);
        } else {
            segments.getLast().file().append(List.of(bytes));
        }
        last = segments.getLast().last();
    }

    /// Makes everything appended survive a power cut, so that it may be sent.
    public void force() throws IOException {
        if (forced < last) {
            segments.getLast().file().force();
            forced = last;
        }
    }

    /// @return true if everything appended is on disk
    public boolean isForced() {
        return forced == last;
    }

    /// Reads reports that may be sent.
    ///
    /// @param after number of the last one that is not wanted
    /// @return in order and without gaps, from the first that is still here; at least one if there is any
    public List<byte[]> read(long after, int maxReports, int maxBytes) throws IOException {
        List<byte[]> reports = new ArrayList<>();
        long bytes = 0;
        for (Segment segment : segments) {
            for (long next = Math.max(after + 1, segment.first()); next <= Math.min(segment.last(), forced); next++) {
                bytes += segment.length(next);
                if (reports.size() == maxReports || (!reports.isEmpty() && bytes > maxBytes)) {
                    return reports;
                }
                reports.add(segment.read(next));
            }
        }
        return reports;
    }

    /// The hub has everything up to here; what it has may be deleted.
    public void acknowledge(long sequence) throws IOException {
        if (sequence <= acknowledged) {
            return;
        }
        acknowledged = Math.min(sequence, last);
        AcknowledgedMark.write(folder.resolve(ACKNOWLEDGED), epoch, acknowledged);
        while (segments.size() > 1 && segments.getFirst().last() <= acknowledged) {
            segments.removeFirst().delete();
        }
    }

    /// Begins a new epoch with what is not acknowledged: for a hub that claims to have more than there is.
    public void renew() throws IOException {
        List<Long> all = LongStream.rangeClosed(Math.max(acknowledged + 1, firstNumber()), last)
                .boxed()
                .toList();
        rewrite(newEpoch.get(), 1, all, dropped);
    }

    @Override
    public void close() throws IOException {
        force();
        for (Segment segment : segments) {
            segment.file().close();
        }
    }

    private long firstNumber() {
        return segments.getFirst().first();
    }

    private long bytes() {
        return segments.stream().mapToLong(segment -> segment.file().bytes()).sum();
    }

    /// A file begins with a report, so that deleting acknowledged files never leaves a journal without any.
    private void roll(byte[] firstReport) throws IOException {
        force();
        Segment tail = segments.getLast();
        SegmentHeader header = new SegmentHeader(epoch, last + 1, dropped, false);
        segments.addLast(Segment.create(folder, tail.number() + 1, header, Stream.of(firstReport)));
    }

    /// Makes room: drops status that newer reports supersede, then, if that is not enough, the oldest. A quarter
    /// of the room is freed at least, so that this is not done again at once.
    ///
    /// Drops every report of objects, because they are changes on top of each other and most of the bytes: the hub
    /// sees the gap and asks for all of them anyway. Looks at one report at a time, for the agent's heap is not
    /// much larger than a full journal.
    private void shrink() throws IOException {
        Map<Object, Long> newest = new HashMap<>();
        SortedSet<Long> kept = new TreeSet<>();
        for (long next = Math.max(acknowledged + 1, firstNumber()); next <= last; next++) {
            AgentReport report =
                    Reports.decode(cluster, segment(next).read(next)).report();
            if (report instanceof AgentReport.Objects) {
                continue;
            }
            Long superseded = Coalescing.key(report).isPresent()
                    ? newest.put(Coalescing.key(report).get(), next)
                    : null;
            if (superseded != null) {
                kept.remove(superseded);
            }
            kept.add(next);
        }
        int merged = (int) (last - acknowledged) - kept.size();
        int lost = dropOldest(kept);
        LOG.atWarn()
                .addKeyValue("reports", last - acknowledged)
                .addKeyValue("superseded", merged)
                .addKeyValue("dropped", lost)
                .log("The report journal is full, because the hub has not acknowledged it; the hub will ask for the"
                        + " state anew");
        rewrite(epoch, last + 1, kept, dropped + lost);
    }

    private int dropOldest(SortedSet<Long> kept) {
        long bytes = kept.stream().mapToLong(next -> segment(next).length(next)).sum();
        int lost = 0;
        while (kept.size() > limits.maxReports() * 3 / 4 || bytes > limits.maxBytes() * 3 / 4) {
            long oldest = kept.removeFirst();
            bytes -= segment(oldest).length(oldest);
            lost++;
        }
        return lost;
    }

    private Segment segment(long sequence) {
        return segments.stream()
                .filter(segment -> segment.first() <= sequence && sequence <= segment.last())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("report " + sequence + " is in no file"));
    }

    /// Replaces all files by one. It counts from the moment it has its name; the others are ignored from then on.
    ///
    /// @param kept the present numbers of the reports that it is to hold
    private void rewrite(UUID ofEpoch, long first, Collection<Long> kept, long droppedBefore) throws IOException {
        SegmentHeader header = new SegmentHeader(ofEpoch, first, droppedBefore, true);
        AtomicLong number = new AtomicLong(first);
        Stream<byte[]> renumbered = kept.stream().map(old -> renumbered(old, number.getAndIncrement()));
        Segment base = Segment.create(folder, segments.getLast().number() + 1, header, renumbered);
        for (Segment old : segments) {
            old.delete();
        }
        segments.clear();
        segments.add(base);
        epoch = ofEpoch;
        dropped = droppedBefore;
        acknowledged = first - 1;
        last = base.last();
        forced = last;
    }

    private byte[] renumbered(long old, long number) {
        try {
            AgentReport report = Reports.decode(cluster, segment(old).read(old)).report();
            return Reports.encode(new Sequenced(number, report));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
