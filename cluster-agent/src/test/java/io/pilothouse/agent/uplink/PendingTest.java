package io.pilothouse.agent.uplink;

import static io.pilothouse.agent.Reported.application;
import static io.pilothouse.agent.Reported.drift;
import static io.pilothouse.agent.Reported.object;
import static io.pilothouse.agent.Reported.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.status.ObjectStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingTest {
    private final Pending pending = new Pending();

    @Test
    void staysBoundedHoweverLongTheDiskIsSlow() {
        // When
        for (int i = 0; i < 10_000; i++) {
            pending.add(application("a" + i % 7, "" + i));
            pending.add(drift("a", "" + i));
        }

        // Then
        List<AgentReport> drained = pending.drain();
        assertThat(drained).hasSize(Pending.MAX_HISTORY + 7).contains(drift("a", "9999"), application("a0", "9996"));
        assertThat(pending.dropped()).isEqualTo(10_000 - Pending.MAX_HISTORY);
    }

    @Test
    void isEmptyAfterItWasDrained() {
        // Given
        pending.add(drift("a", "x"));

        // When
        pending.drain();

        // Then
        assertThat(pending.drain()).isEmpty();
    }

    @Test
    void splitsLargeReportsOfObjectsWithoutLosingAny() {
        // Given
        List<ObjectStatus> all = IntStream.range(0, 3_000)
                .mapToObj(i -> object("o" + i, "y".repeat(500)))
                .toList();

        // When
        List<AgentReport> parts =
                ReportSize.split(objects("a", true, all, "gone")).toList();

        // Then
        assertThat(parts).hasSizeGreaterThan(4).allMatch(part -> ReportSize.bytes(part) <= ReportSize.SPLIT_BYTES);
        assertThat(parts.stream().flatMap(part -> ((AgentReport.Objects) part).upserted().stream()))
                .isEqualTo(all);
        assertThat(((AgentReport.Objects) parts.getFirst()).isComplete()).isTrue();
        assertThat(((AgentReport.Objects) parts.getFirst()).removed()).hasSize(1);
        assertThat(parts.stream().skip(1).map(AgentReport.Objects.class::cast))
                .noneMatch(AgentReport.Objects::isComplete);
    }

    @Test
    void leavesOtherReportsAsTheyAre() {
        assertThat(ReportSize.split(drift("a", "x"))).containsExactly(drift("a", "x"));
    }
}
