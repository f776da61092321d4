package io.pilothouse.demo.report;

import static io.pilothouse.demo.report.Fleets.application;
import static io.pilothouse.demo.report.Fleets.cluster;
import static io.pilothouse.demo.report.Fleets.fleet;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.SyncStatus;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final FleetSnapshot SETTLED = fleet(cluster(
            "a",
            Contact.CONNECTED,
            application("a", "storefront", SyncStatus.SYNCED, Health.HEALTHY, ""),
            application("a", "checkout", SyncStatus.SYNCED, Health.HEALTHY, "")));
    private static final FleetSnapshot FAILED = fleet(cluster(
            "a",
            Contact.CONNECTED,
            application("a", "checkout", SyncStatus.OUT_OF_SYNC, Health.DEGRADED, "It broke.")));

    @Test
    void isSettledWhenAllIsInSyncAndHealthy() {
        assertThat(new Report(List.of("a"), SETTLED).reasons()).isEmpty();
        assertThat(new Report(List.of("a"), SETTLED).isSettled()).isTrue();
    }

    @Test
    void aClusterThatNobodyHeardOfIsNotSettled() {
        assertThat(new Report(List.of("a", "b"), SETTLED).reasons())
                .containsExactly("b: its agent has not reported to the hub yet");
    }

    @Test
    void aLostAgentIsNotSettledWhateverItSaidLast() {
        // Given
        FleetSnapshot lost = fleet(cluster(
                "a", Contact.DISCONNECTED, application("a", "storefront", SyncStatus.SYNCED, Health.HEALTHY, "")));

        // When
        Report report = new Report(List.of("a"), lost);

        // Then
        assertThat(report.reasons()).containsExactly("a: its agent is not connected to the hub (DISCONNECTED)");
    }

    @Test
    void aClusterWithoutApplicationsIsNotSettled() {
        assertThat(new Report(List.of("a"), fleet(cluster("a", Contact.CONNECTED))).reasons())
                .containsExactly("a: its agent has not reported any application yet");
    }

    @Test
    void saysWhichApplicationAndWhy() {
        assertThat(new Report(List.of("a"), FAILED).reasons())
                .containsExactly("a app/shop/checkout: OUT_OF_SYNC, DEGRADED (SUCCEEDED): It broke. [PH-301]");
    }

    @Test
    void theTableHasARowForEachApplicationAndTheTotals() {
        assertThat(FleetTable.lines(new Report(List.of("a", "b"), FAILED)))
                .anySatisfy(line ->
                        assertThat(line).matches("a +app/shop/checkout +OUT_OF_SYNC +DEGRADED +01234567 +It broke\\."))
                .contains("b (nothing heard yet)")
                .endsWith("1 of 2 clusters connected · 1 applications: 0 in sync, 0 healthy");
    }

    @Test
    void jsonIsForScripts() {
        // Given
        Figures figures = new Figures(
                OptionalDouble.of(12.3456),
                OptionalDouble.of(1),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                200,
                Map.of("a", 150L));

        // When
        String json = FleetJson.write(new Report(List.of("a"), FAILED), figures);

        // Then
        assertThat(json)
                .contains("\"settled\":false")
                .contains("\"app/shop/checkout\":{\"health\":\"DEGRADED\",\"message\":\"It broke.\",\"objects\":4,"
                        + "\"revision\":\"0123456789abcdef0123456789abcdef01234567\",\"sync\":\"OUT_OF_SYNC\"}")
                .contains("\"untilSyncedSeconds\":12.346")
                .contains("\"driftDetectionSeconds\":null")
                .contains("\"agentMegabytes\":{\"a\":150}")
                .contains("\"hubMegabytes\":200");
    }
}
