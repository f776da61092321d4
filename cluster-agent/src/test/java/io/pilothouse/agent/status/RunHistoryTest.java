package io.pilothouse.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
    private static final Instant T = Instant.parse("2026-11-21T12:00:00Z");
    private static final ApplicationKey WEB = new ApplicationKey("c", Layer.APP, "shop", "web");

    private final List<AgentReport> passed = new ArrayList<>();
    private final RunHistory history = new RunHistory(passed::add);

    @Test
    void aRunLastsFromItsFirstWordToItsEnd() {
        report(RunPhase.QUEUED, 0);
        report(RunPhase.RUNNING, 2);
        report(RunPhase.WAITING, 5);
        assertThat(run().endedAt()).isEmpty();
        assertThat(run().took(T.plusSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        report(RunPhase.SUCCEEDED, 9);
        report(RunPhase.SUCCEEDED, 90); // its health changed; the run did not
        assertThat(run()).isEqualTo(new RunHistory.Run(RunPhase.SUCCEEDED, T, Optional.of(T.plusSeconds(9))));
        assertThat(passed).hasSize(5);
    }

    @Test
    void theNextRunBeginsAnew() {
        report(RunPhase.RUNNING, 0);
        report(RunPhase.FAILED, 3);
        report(RunPhase.QUEUED, 10);
        assertThat(run()).isEqualTo(new RunHistory.Run(RunPhase.QUEUED, T.plusSeconds(10), Optional.empty()));
    }

    @Test
    void forgetsApplicationsThatLeftTheSlice() {
        report(RunPhase.RUNNING, 0);
        history.report(new AgentReport.Event(new FleetEvent.SliceReported("c", Revision.NONE, Set.of())));
        assertThat(history.of(WEB)).isEmpty();
    }

    private RunHistory.Run run() {
        return history.of(WEB).orElseThrow();
    }

    private void report(RunPhase phase, int second) {
        history.report(new AgentReport.Event(new FleetEvent.ApplicationReported(new ApplicationStatus(
                WEB,
                SyncStatus.SYNCED,
                Health.HEALTHY,
                phase,
                Revision.NONE,
                Revision.NONE,
                false,
                1,
                0,
                "",
                "",
                T.plusSeconds(second)))));
    }
}
