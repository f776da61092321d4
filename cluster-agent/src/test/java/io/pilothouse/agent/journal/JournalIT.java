package io.pilothouse.agent.journal;

import static io.pilothouse.agent.Reported.CLUSTER;
import static io.pilothouse.agent.Reported.application;
import static io.pilothouse.agent.Reported.command;
import static io.pilothouse.agent.Reported.drift;
import static io.pilothouse.agent.Reported.object;
import static io.pilothouse.agent.Reported.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.wire.codec.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalIT {
    private static final JournalLimits SMALL = new JournalLimits(40, 1 << 20, 400);

    @TempDir
    private Path folder;

    @Test
    void givesReportsBackInOrderWithoutGaps() throws IOException {
        // Given
        List<AgentReport> reports = drifts(0, 30);

        // When
        try (Journal journal = open(SMALL)) {
            append(journal, reports);

            // Then
            assertThat(journal.first()).isEqualTo(1);
            assertThat(journal.last()).isEqualTo(30);
            assertThat(read(journal, 0)).isEqualTo(reports);
            assertThat(read(journal, 12)).isEqualTo(reports.subList(12, 30));
        }
    }

    @Test
    void hasNothingAtFirst() throws IOException {
        // When
        try (Journal journal = open(SMALL)) {

            // Then
            assertThat(journal.first()).isZero();
            assertThat(journal.last()).isZero();
            assertThat(journal.read(0, 500, 1 << 20)).isEmpty();
            assertThat(journal.fill()).isZero();
        }
    }

    @Test
    void isTheSameAfterARestart() throws IOException {
        // Given
        String epoch;
        try (Journal journal = open(SMALL)) {
            append(journal, drifts(0, 30));
            journal.acknowledge(17);
            epoch = journal.epoch();
        }

        // When
        try (Journal journal = open(SMALL)) {

            // Then
            assertThat(journal.epoch()).isEqualTo(epoch);
            assertThat(journal.last()).isEqualTo(30);
            assertThat(journal.acknowledged()).isEqualTo(17);
            assertThat(journal.first()).isBetween(1L, 18L);
            assertThat(read(journal, 17)).isEqualTo(drifts(17, 30));
        }
    }

    @Test
    void offersOnlyWhatIsOnDisk() throws IOException {
        // Given
        try (Journal journal = open(SMALL)) {
            journal.append(drift("a", "0"));
            journal.force();
            journal.append(drift("a", "1"));

            // When
            List<byte[]> offered = journal.read(0, 500, 1 << 20);

            // Then
            assertThat(offered).hasSize(1);
            assertThat(journal.isForced()).isFalse();
        }
    }

    @Test
    void keepsBatchesWithinTheirLimits() throws IOException {
        // Given
        try (Journal journal = open(SMALL)) {
            append(journal, drifts(0, 30));

            // When
            List<byte[]> few = journal.read(0, 7, 1 << 20);
            List<byte[]> small = journal.read(0, 500, 100);
            List<byte[]> one = journal.read(0, 500, 1);

            // Then
            assertThat(few).hasSize(7);
            assertThat(small.stream().mapToInt(bytes -> bytes.length).sum()).isLessThan(100);
            assertThat(one).hasSize(1);
        }
    }

    @Test
    void deletesFilesThatTheHubAcknowledged() throws IOException {
        // Given
        try (Journal journal = open(SMALL)) {
            append(journal, drifts(0, 38));
            int before = files().size();

            // When
            journal.acknowledge(38);

            // Then
            assertThat(before).isGreaterThan(2);
            assertThat(files()).hasSize(1);
            assertThat(journal.last()).isEqualTo(38);
            assertThat(journal.first()).isPositive();
            assertThat(journal.fill()).isZero();
        }
    }

    @Test
    void supersedesStatusAndKeepsHistoryWhenFull() throws IOException {
        // Given
        List<AgentReport> history = List.of(drift("a", "x"), command("1", CommandPhase.SUCCEEDED));
        try (Journal journal = open(SMALL)) {
            append(journal, history);
            String epoch = journal.epoch();

            // When
            append(
                    journal,
                    IntStream.range(0, 100)
                            .mapToObj(i -> application("a", "" + i))
                            .toList());

            // Then
            List<AgentReport> left = read(journal, 0);
            assertThat(left).containsAll(history).contains(application("a", "99"));
            assertThat(left.size()).isLessThanOrEqualTo(40);
            assertThat(journal.dropped()).isZero();
            assertThat(journal.first()).as("a gap the hub can see").isGreaterThan(1);
            assertThat(journal.epoch()).isEqualTo(epoch);
        }
    }

    @Test
    void givesUpObjectsFirstBecauseTheHubAsksForAllOfThemAnew() throws IOException {
        // Given
        try (Journal journal = open(SMALL)) {
            append(journal, List.of(drift("a", "x"), objects("a", true, List.of(object("x", "1")))));

            // When
            append(
                    journal,
                    IntStream.range(0, 39)
                            .mapToObj(i -> objects("a", false, List.of(object("x", "" + i))))
                            .toList());

            // Then
            assertThat(read(journal, 0))
                    .containsExactly(drift("a", "x"), objects("a", false, List.of(object("x", "38"))));
            assertThat(journal.dropped()).isZero();
        }
    }

    @Test
    void dropsTheOldestAndRemembersHowManyWhenHistoryAloneIsTooMuch() throws IOException {
        // Given
        long dropped;
        try (Journal journal = open(SMALL)) {

            // When
            append(journal, drifts(0, 100));

            // Then
            dropped = journal.dropped();
            assertThat(dropped).isPositive();
            List<AgentReport> left = read(journal, 0);
            assertThat(left).isEqualTo(drifts(100 - left.size(), 100));
            assertThat(left.size() + dropped).isEqualTo(100);
        }
        try (Journal journal = open(SMALL)) {
            assertThat(journal.dropped()).isEqualTo(dropped);
        }
    }

    @Test
    void staysWithinItsBytes() throws IOException {
        // Given
        JournalLimits limits = new JournalLimits(100_000, 20_000, 4_000);
        try (Journal journal = open(limits)) {

            // When
            for (int i = 0; i < 600; i++) {
                journal.append(drift("a", "object-" + i));

                // Then
                assertThat(bytesOnDisk()).isLessThan(26_000);
            }
            journal.force();
            assertThat(read(journal, 0)).last().isEqualTo(drift("a", "object-599"));
        }
    }

    @Test
    void beginsAnewWhenTheHubClaimsMoreThanThereIs() throws IOException {
        // Given
        try (Journal journal = open(SMALL)) {
            append(journal, drifts(0, 30));
            journal.acknowledge(20);
            String epoch = journal.epoch();

            // When
            journal.renew();

            // Then
            assertThat(journal.epoch()).isNotEqualTo(epoch);
            assertThat(journal.first()).isEqualTo(1);
            assertThat(read(journal, 0)).isEqualTo(drifts(20, 30));
        }
    }

    @Test
    void isAPrefixAfterAKillAtAnyByte() throws IOException {
        // Given
        List<AgentReport> reports = drifts(0, 12);
        String epoch;
        try (Journal journal = open(JournalLimits.DEFAULT)) {
            append(journal, reports);
            epoch = journal.epoch();
        }
        Path file = folder.resolve("00000001.log");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            reset();
            Files.write(file, java.util.Arrays.copyOf(whole, length));

            // When
            try (Journal journal = open(JournalLimits.DEFAULT)) {
                List<AgentReport> left = read(journal, 0);

                // Then
                assertThat(left).as("cut at %d", length).isEqualTo(reports.subList(0, left.size()));
                assertThat(journal.last()).isEqualTo(left.size());
                if (length == whole.length) {
                    assertThat(left).hasSize(12);
                    assertThat(journal.epoch()).isEqualTo(epoch);
                }

                // and goes on
                append(journal, List.of(drift("b", "next")));
                assertThat(read(journal, left.size())).containsExactly(drift("b", "next"));
            }
        }
    }

    @Test
    void givesNoDamagedReportBackWhateverBitFlips() throws IOException {
        // Given
        List<AgentReport> reports = drifts(0, 30);
        try (Journal journal = open(SMALL)) {
            append(journal, reports);
        }
        List<Path> files = files();
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files) {
            contents.add(Files.readAllBytes(file));
        }
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            reset();
            for (int i = 0; i < files.size(); i++) {
                Files.write(files.get(i), contents.get(i));
            }
            int which = random.nextInt(files.size());
            byte[] damaged = contents.get(which).clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(files.get(which), damaged);

            // When
            try (Journal journal = open(SMALL)) {
                List<AgentReport> left = read(journal, 0);

                // Then
                assertThat(java.util.Collections.indexOfSubList(reports, left)).isNotNegative();
                assertThat(left).as("less than a file is lost").hasSizeGreaterThanOrEqualTo(3);
            }
        }
    }

    @Test
    void ignoresWhatAnOverflowLeftBehindWhenItWasKilled() throws IOException {
        // Given
        try (Journal journal = open(SMALL)) {
            append(journal, drifts(0, 39));
        }
        List<Path> old = files();
        List<byte[]> contents = new ArrayList<>();
        for (Path file : old) {
            contents.add(Files.readAllBytes(file));
        }
        List<AgentReport> expected;
        try (Journal journal = open(SMALL)) {
            append(journal, drifts(39, 41));
            expected = read(journal, 0);
        }

        // When
        for (int i = 0; i < old.size(); i++) {
            Files.write(old.get(i), contents.get(i));
        }

        // Then
        try (Journal journal = open(SMALL)) {
            assertThat(read(journal, 0)).isEqualTo(expected);
            assertThat(journal.first()).isEqualTo(41);
        }
    }

    private Journal open(JournalLimits limits) throws IOException {
        return Journal.open(folder, CLUSTER, limits, UUID::randomUUID);
    }

    private static void append(Journal journal, List<AgentReport> reports) throws IOException {
        for (AgentReport report : reports) {
            journal.append(report);
        }
        journal.force();
    }

    private static List<AgentReport> read(Journal journal, long after) throws IOException {
        List<AgentReport> reports = new ArrayList<>();
        long expected = Math.max(after + 1, journal.first());
        for (byte[] bytes : journal.read(after, 100_000, 1 << 30)) {
            AgentReport.Sequenced sequenced = Reports.decode(CLUSTER, bytes);
            assertThat(sequenced.sequence()).isEqualTo(expected++);
            reports.add(sequenced.report());
        }
        return reports;
    }

    private static List<AgentReport> drifts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> drift("a", "" + i)).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private long bytesOnDisk() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private void reset() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
