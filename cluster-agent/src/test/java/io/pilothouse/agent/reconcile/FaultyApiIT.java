package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.proxy.ApiProxy;
import io.pilothouse.testkit.proxy.Asked;
import io.pilothouse.testkit.proxy.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// E-17 and T-TEN of the whole agent: what comes of an application when the API server misbehaves, and what comes of
/// the others.
class FaultyApiIT {
    private ApiProxy proxy;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane());
        proxy = ApiProxy.start(rig.plane);
        rig.through(proxy).start();
    }

    @AfterEach
    void stop() {
        rig.close();
        proxy.close();
    }

    private List<Asked> writesOfObjects() {
        return proxy.writes().stream()
                .filter(write -> !write.path().contains("/namespaces/" + rig.home + "/"))
                .toList();
    }

    private void eachObjectIsWrittenAtMostOnceASecondWhileItFails() {
        Map<String, List<Asked>> byObject = new TreeMap<>();
        writesOfObjects()
                .forEach(write -> byObject.computeIfAbsent(write.path(), _ -> new ArrayList<>())
                        .add(write));
        assertThat(byObject).isNotEmpty();
        byObject.values().forEach(writes -> {
            for (int i = 1; i < writes.size(); i++) {
                boolean hasFailedBefore = writes.get(i - 1).status() / 100 != 2;
                Duration between = writes.get(i).at().minus(writes.get(i - 1).at());
                if (hasFailedBefore) {
                    assertThat(between).isGreaterThanOrEqualTo(Duration.ofMillis(900));
                }
            }
        });
    }

    @Test
    void writesEverythingButItsInventoryAsTheNamespacesAccount() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(
                app, Objects.configMap(rig.namespace, "a", "1"), Objects.configMap(rig.namespace, "b", "1"));
        rig.nudge();
        rig.awaitSettled(app, first);
        // When
        Revision second = rig.source.commit(app, Objects.configMap(rig.namespace, "a", "2"));
        rig.nudge();
        rig.awaitSettled(app, second);
        // Then
        assertThat(writesOfObjects())
                .anyMatch(write -> write.method().equals("DELETE"))
                .allSatisfy(write -> assertThat(write.impersonated())
                        .contains("system:serviceaccount:" + rig.namespace + ":pilothouse-applier"));
        assertThat(proxy.writes())
                .filteredOn(write -> write.impersonated().isEmpty())
                .isNotEmpty()
                .allMatch(write -> write.path().contains("/namespaces/" + rig.home + "/"));
    }

    @Test
    void goesOnWithOtherNamespacesWhereOneMayNotBeWritten() {
        // Given
        String bare = rig.plane.freshNamespace("bare");
        ApplicationKey there = new ApplicationKey(rig.cluster, Layer.APP, bare, "web");
        ApplicationKey here = rig.app("web");
        rig.source.commit(there, Objects.configMap(bare, "settings", "a"));
        Revision revision = rig.source.commit(here, Objects.configMap(rig.namespace, "settings", "a"));
        // When
        rig.nudge();
        rig.awaitSettled(here, revision);
        Rig.await()
                .until(() -> rig.reports
                        .application(there)
                        .filter(status -> status.reason().equals(Codes.NO_ACCOUNT))
                        .isPresent());
        // Then
        assertThat(rig.reports.application(there).orElseThrow().message())
                .contains(bare, "pilothouse-agent-impersonate");
        rig.kubectl.namespaces().withName(bare).delete();
    }

    @Test
    void convergesAfterAStormOfEveryFaultWithoutHammering() {
        // Given
        ApplicationKey app = rig.app("web");
        List<Fault> storm = List.of(
                Fault.tooManyRequests(1),
                Fault.failing(500, "InternalError", "etcd is away"),
                Fault.failing(409, "Conflict", "the object has been modified"),
                new Fault.Reset(),
                new Fault.LostAnswer(),
                Fault.failing(503, "ServiceUnavailable", "not now"));
        storm.forEach(fault ->
                proxy.inject(asked -> asked.isWrite() && asked.impersonated().isPresent(), fault, 2));
        // When
        Revision revision = rig.source.commit(
                app, Objects.configMap(rig.namespace, "a", "1"), Objects.configMap(rig.namespace, "b", "1"));
        rig.nudge();
        Rig.await().atMost(Duration.ofMinutes(2)).until(() -> rig.reports.isSettled(app, revision));
        // Then
        eachObjectIsWrittenAtMostOnceASecondWhileItFails();
    }

    @Test
    void deletesNothingBecauseOfAListThatIsNotWhole() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(
                app,
                Objects.configMap(rig.namespace, "a", "1"),
                Objects.configMap(rig.namespace, "b", "1"),
                Objects.configMap(rig.namespace, "c", "1"));
        rig.nudge();
        rig.awaitSettled(app, first);
        // When it starts again, and is told half of what there is
        proxy.inject(asked -> asked.isList() && asked.path().endsWith("/configmaps"), new Fault.Cut(700, false), 2);
        proxy.inject(asked -> asked.isList() && asked.path().endsWith("/configmaps"), new Fault.Cut(700, true), 2);
        proxy.inject(Asked::isWatch, new Fault.ExpiredWatch(), 1);
        proxy.endWatches();
        Revision second = rig.source.commit(
                app,
                Objects.configMap(rig.namespace, "a", "2"),
                Objects.configMap(rig.namespace, "b", "2"),
                Objects.configMap(rig.namespace, "c", "2"));
        rig.nudge();
        rig.awaitSettled(app, second);
        // Then
        assertThat(proxy.writes()).noneMatch(write -> write.method().equals("DELETE"));
    }
}
