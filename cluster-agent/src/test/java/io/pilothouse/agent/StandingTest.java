package io.pilothouse.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.SourceStatus;
import io.pilothouse.wire.http.StatusServer.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
    private final List<AgentReport> passedOn = new ArrayList<>();
    private final Standing standing = new Standing(passedOn::add);

    @Test
    void isNotReadyBeforeTheFirstReport() {
        assertThat(standing.readiness()).isEqualTo(new Readiness(false, "the agent is starting"));
    }

    @Test
    void isNotReadyWithoutACommit() {
        // When
        standing.report(cluster(Revision.NONE, "the Git server is away", ""));

        // Then
        assertThat(standing.readiness()).isEqualTo(new Readiness(false, "the Git server is away"));
    }

    @Test
    void staysReadyWhileTheGitServerIsAwayLater() {
        // When
        standing.report(cluster(new Revision("a".repeat(40)), "the Git server is away", ""));

        // Then
        assertThat(standing.readiness()).isEqualTo(Readiness.READY);
    }

    @Test
    void isNotReadyWhileItCannotDoItsWork() {
        // When
        standing.report(cluster(new Revision("a".repeat(40)), "", "the API server is away"));

        // Then
        assertThat(standing.readiness()).isEqualTo(new Readiness(false, "the API server is away"));
    }

    @Test
    void passesEveryReportOn() {
        // Given
        AgentReport report = Reported.drift("a", "x");

        // When
        standing.report(report);

        // Then
        assertThat(passedOn).containsExactly(report);
    }

    private static AgentReport cluster(Revision revision, String gitError, String error) {
        SourceStatus source = new SourceStatus("main", revision, Optional.empty(), gitError);
        return new AgentReport.Event(new FleetEvent.ClusterReported(
                Reported.CLUSTER, new ClusterStatus("uid", "prod", Map.of(), "v1", "0.1.0", source, false, error)));
    }
}
