package io.pilothouse.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Insights;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SourceStatus;
import io.pilothouse.core.status.SyncStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    private static final Instant T = Instant.parse("2026-11-21T03:00:00Z");
    private static final Revision NEW = new Revision("0123456789".repeat(4));
    private static final Revision OLD = new Revision("9876543210".repeat(4));

    @Test
    void saysWhatIsWrongFirstAndWhatIsWellInOneLine() {
        // Given
        var broken = line(
                "web",
                RunPhase.FAILED,
                SyncStatus.OUT_OF_SYNC,
                Health.DEGRADED,
                "PH-301",
                "The API server refuses Service shop/web.");
        var well = line("api", RunPhase.SUCCEEDED, SyncStatus.SYNCED, Health.HEALTHY, "", "");
        // When
        List<String> text = StatusText.of(report(broken, well), false);
        // Then
        assertThat(text)
                .containsExactly(
                        "Agent 0.1.0 of cluster prod-eu-1, 2026-11-21T03:00:00Z",
                        "Git      main at 01234567, answered 12 s ago: The Git server does not answer.",
                        "Cluster  v1.34.2",
                        "Hub      none is configured",
                        "Queue    2 runs wait, the first for 3 s; 4 of 4 workers busy",
                        "",
                        "app/shop/web  FAILED, out of sync, degraded",
                        "    PH-301 The API server refuses Service shop/web.",
                        "    applied 98765432, Git wants 01234567",
                        "    It is busy with the cluster; this is what it reported last, 60 s ago.",
                        "    newest run: failed, began 100 s ago, took 40 s",
                        "",
                        "2 applications, 1 in sync and healthy: app/shop/api.");
    }

    @Test
    void theSameForScriptsLeavesOutWhatIsNotKnown() {
        // When
        String json = StatusJson.of(report(line(
                        "web", RunPhase.SUCCEEDED, SyncStatus.SYNCED, Health.HEALTHY, "", "")))
                .canonical();
        // Then
        assertThat(json)
                .contains("\"queue\":{\"busy\":4,\"oldestMillis\":3000,\"waiting\":2,\"workers\":4}")
                .contains("\"phase\":\"succeeded\"", "\"well\":true", "\"newestRun\":{")
                .doesNotContain("\"hub\"", "retryAt", "objects\"");
    }

    @Test
    void tellsAgesAsPeopleDo() {
        assertThat(StatusText.words(Duration.ofSeconds(-5))).isEqualTo("0 s");
        assertThat(StatusText.words(Duration.ofSeconds(119))).isEqualTo("119 s");
        assertThat(StatusText.words(Duration.ofMinutes(3))).isEqualTo("3 min");
        assertThat(StatusText.words(Duration.ofHours(5))).isEqualTo("5 h");
        assertThat(StatusText.words(Duration.ofDays(9))).isEqualTo("9 days");
    }

    private static StatusReport report(StatusReport.Line... lines) {
        var cluster = new ClusterStatus(
                "uid",
                "prod",
                Map.of(),
                "v1.34.2",
                "0.1.0",
                new SourceStatus("main", NEW, Optional.of(T.minusSeconds(12)), "The Git server does not answer."),
                false,
                "");
        return new StatusReport(
                T,
                "prod-eu-1",
                "0.1.0",
                new Insights.Engine(cluster, 2, Duration.ofSeconds(3), 4, 4),
                Optional.empty(),
                List.of(lines));
    }

    private static StatusReport.Line line(
            String name, RunPhase phase, SyncStatus sync, Health health, String reason, String message) {
        ApplicationKey key = new ApplicationKey("prod-eu-1", Layer.APP, "shop", name);
        var status = new ApplicationStatus(
                key, sync, health, phase, NEW, OLD, false, 3, 0, reason, message, T.minusSeconds(60));
        var run = new RunHistory.Run(phase, T.minusSeconds(100), Optional.of(T.minusSeconds(60)));
        return new StatusReport.Line(key, Optional.of(status), Optional.empty(), Optional.of(run));
    }
}
