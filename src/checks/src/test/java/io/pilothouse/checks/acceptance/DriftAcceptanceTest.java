package io.pilothouse.checks.acceptance;

import static io.pilothouse.checks.acceptance.TestFleet.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.FleetEvent.DriftReported;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.desktop.state.Hub.DriftQuery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DriftAcceptanceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ApplicationKey STOREFRONT = app("prod-eu-1", "shop", "storefront");

    private static List<DriftRecord> drift(TestFleet fleet, ApplicationKey application) throws Exception {
        return fleet.link().drift(DriftQuery.of(application)).get(10, TimeUnit.SECONDS).events().stream()
                .map(Recorded::event)
                .map(DriftReported.class::cast)
                .map(DriftReported::drift)
                .toList();
    }

    @Test
    void anEditByHandIsNamedWithFieldAndManagerAndCorrected() {
        // Given
        TestFleet fleet = TestFleet.settled();
        Resource<Deployment> storefront =
                fleet.kube("prod-eu-1").apps().deployments().inNamespace("shop").withName("storefront");
        int replicas = storefront.get().getSpec().getReplicas();
        // When
        storefront.patch(
                new PatchContext.Builder()
                        .withPatchType(PatchType.JSON_MERGE)
                        .withFieldManager("kubectl-edit")
                        .build(),
                "{\"spec\":{\"replicas\":" + (replicas + 4) + "}}");
        // Then
        await().atMost(PATIENCE).until(() -> storefront.get().getSpec().getReplicas(), current -> current == replicas);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(drift(fleet, STOREFRONT)).anySatisfy(record -> {
                    assertThat(record.object().kind()).isEqualTo("Deployment");
                    assertThat(record.action()).isEqualTo(DriftRecord.Action.CORRECTED);
                    assertThat(record.fields()).anySatisfy(field -> {
                        assertThat(field.path()).isEqualTo("/spec/replicas");
                        assertThat(field.manager()).isEqualTo("kubectl-edit");
                        assertThat(field.desired()).isEqualTo(String.valueOf(replicas));
                        assertThat(field.live()).isEqualTo(String.valueOf(replicas + 4));
                    });
                }));
        fleet.awaitSettled();
    }

    @Test
    void aDeletedObjectComesBack() {
        // Given
        TestFleet fleet = TestFleet.settled();
        Resource<Service> service =
                fleet.kube("prod-us-1").services().inNamespace("shop").withName("storefront");
        String uid = service.get().getMetadata().getUid();
        // When
        service.delete();
        // Then
        await().atMost(PATIENCE)
                .until(
                        service::get,
                        found -> found != null && !found.getMetadata().getUid().equals(uid));
        ApplicationKey application = app("prod-us-1", "shop", "storefront");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(drift(fleet, application)).anySatisfy(record -> {
                    assertThat(record.object().kind()).isEqualTo("Service");
                    assertThat(record.fields())
                            .anySatisfy(field -> assertThat(field.kind()).isEqualTo(DriftKind.DELETED));
                }));
        fleet.awaitSettled();
    }
}
