package io.pilothouse.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SourceStatus;
import io.pilothouse.core.status.SyncStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StatusLogTest {
    private static final Revision FIRST = new Revision("1".repeat(40));
    private static final Revision SECOND = new Revision("2".repeat(40));

    private final Logger logger = (Logger) LoggerFactory.getLogger(StatusLog.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final List<AgentReport> passedOn = new ArrayList<>();
    private final StatusLog log = new StatusLog(passedOn::add);

    @BeforeEach
    void listen() {
        appender.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
        logger.setLevel(null);
    }

    @Test
    void saysOnceWhatIsWrongAndOnceThatItIsOver() {
        // When
        log.report(cluster("the API server is away", ""));
        log.report(cluster("the API server is away", ""));
        log.report(cluster("", ""));
        log.report(cluster("", ""));

        // Then
        assertThat(lines())
                .containsExactly(
                        "WARN The agent cannot do its work: the API server is away",
                        "INFO The agent can do its work again");
        assertThat(passedOn).hasSize(4);
    }

    @Test
    void saysThatTheGitServerIsAwayAndBack() {
        // When
        log.report(cluster("", "the Git server is away"));
        log.report(cluster("", ""));

        // Then
        assertThat(lines()).containsExactly("WARN the Git server is away", "INFO The Git server answers again");
    }

    @Test
    void saysEachCommitThatAnApplicationReachedOnce() {
        // When
        log.report(application(FIRST, ""));
        log.report(application(FIRST, ""));
        log.report(application(SECOND, ""));

        // Then
        assertThat(lines())
                .containsExactly("INFO Application is in sync and healthy", "INFO Application is in sync and healthy");
    }

    @Test
    void saysWhatIsWrongWithAnApplicationOnce() {
        // When
        log.report(application(FIRST, "the image cannot be pulled"));
        log.report(application(FIRST, "the image cannot be pulled"));

        // Then
        assertThat(lines()).containsExactly("WARN the image cannot be pulled");
    }

    @Test
    void saysNothingOfWhatAnApplicationWaitsForOnItsWay() {
        // When
        log.report(application(FIRST, "Deployment shop/x is not healthy", RunPhase.WAITING));

        // Then
        assertThat(lines()).isEmpty();
    }

    @Test
    void saysWhichFieldsDriftedAndNeverTheirValues() {
        // Given
        FieldDrift field = new FieldDrift(
                "/data/greeting",
                DriftKind.CHANGED,
                "\"canary-1\"",
                "\"canary-2\"",
                "kubectl-edit",
                "Update",
                Optional.empty());

        // When
        log.report(new AgentReport.Event(new FleetEvent.DriftReported(new DriftRecord(
                Reported.key("a"),
                Reported.configMap("letter"),
                FIRST,
                DriftRecord.Action.CORRECTED,
                List.of(field),
                Reported.AT,
                10))));

        // Then
        assertThat(lines()).containsExactly("INFO Drift corrected: /data/greeting");
        assertThat(appender.list.getFirst().getKeyValuePairs().toString())
                .contains("kubectl-edit", "letter")
                .doesNotContain("canary");
    }

    private List<String> lines() {
        return appender.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    private static AgentReport cluster(String error, String gitError) {
        SourceStatus source = new SourceStatus("main", FIRST, Optional.empty(), gitError);
        return new AgentReport.Event(new FleetEvent.ClusterReported(
                Reported.CLUSTER, new ClusterStatus("uid", "prod", Map.of(), "v1", "0.1.0", source, false, error)));
    }

    private static AgentReport application(Revision revision, String message) {
        return application(revision, message, RunPhase.SUCCEEDED);
    }

    private static AgentReport application(Revision revision, String message, RunPhase phase) {
        return new AgentReport.Event(new FleetEvent.ApplicationReported(new ApplicationStatus(
                Reported.key("a"),
                SyncStatus.SYNCED,
                message.isEmpty() ? Health.HEALTHY : Health.DEGRADED,
                phase,
                revision,
                revision,
                false,
                1,
                0,
                "",
                message,
                Reported.AT)));
    }
}
