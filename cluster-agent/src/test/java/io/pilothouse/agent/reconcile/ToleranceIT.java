package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.policy.IgnoreRule;
import io.pilothouse.core.policy.ObjectTarget;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.core.tolerance.Penalty;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Drift that is left alone, on a real control plane: by a rule, for a while, or because nobody asked for more.
class ToleranceIT {
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static ApplicationPolicy ignoring(Optional<LocalDate> until, String kind, String... paths) {
        IgnoreRule rule = new IgnoreRule(
                new ObjectTarget("", kind, "", ""),
                List.of(paths),
                until,
                "the autoscaler sets it",
                new Origin("app/web/application.yaml", 1, 5));
        return new ApplicationPolicy(SyncPolicy.DEFAULT, List.of(rule), List.of(), "");
    }

    private Manifest settings(String one, String two) {
        return Objects.manifest("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"%s","name":"settings"},
             "data":{"one":"%s","two":"%s"}}
            """.formatted(rig.namespace, one, two));
    }

    private void edit(String manager, String data) {
        rig.edit("v1", "ConfigMap", "settings", manager, "{\"data\":" + data + "}");
    }

    private String value(String key) {
        return rig.get("v1", "ConfigMap", "settings").get("data", key);
    }

    private String reason(ApplicationKey app) {
        return rig.reports.application(app).orElseThrow().reason();
    }

    private String message(ApplicationKey app) {
        return rig.reports.application(app).orElseThrow().message();
    }

    @Test
    void leavesAnIgnoredFieldToItsManager() {
        // Given
        ApplicationKey app = rig.app("web");
        ApplicationPolicy policy = ignoring(Optional.empty(), "Deployment", "/spec/replicas");
        Revision first = rig.source.commit(app, policy, Objects.deployment(rig.namespace, "web", 1, "nginx:1.27"));
        rig.nudge();
        rig.awaitSettled(app, first);
        var web = rig.kubectl.apps().deployments().inNamespace(rig.namespace).withName("web");
        assertThat(web.get().getSpec().getReplicas()).isEqualTo(1);
        // When
        rig.edit("apps/v1", "Deployment", "web", "horizontal-pod-autoscaler", "{\"spec\":{\"replicas\":3}}");
        Revision second = rig.source.commit(app, policy, Objects.deployment(rig.namespace, "web", 1, "nginx:1.28"));
        rig.nudge();
        rig.awaitSettled(app, second);
        // Then
        assertThat(web.get().getSpec().getReplicas()).isEqualTo(3);
        assertThat(web.get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo("nginx:1.28");
        assertThat(rig.reports.drift(app)).isEmpty();
        assertThat(rig.reports.objects(app).values())
                .allSatisfy(object -> assertThat(object.sync()).isEqualTo(SyncStatus.SYNCED));
    }

    @Test
    void correctsWhatIsBesideAnIgnoredField() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision revision =
                rig.source.commit(app, ignoring(Optional.empty(), "ConfigMap", "/data/one"), settings("a", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        // When
        edit("their-controller", "{\"one\":\"theirs\"}");
        edit("kubectl-edit", "{\"two\":\"b\"}");
        // Then
        Rig.await().until(() -> value("two").equals("a"));
        rig.awaitSettled(app, revision);
        assertThat(value("one")).isEqualTo("theirs");
        assertThat(rig.reports.drift(app))
                .allSatisfy(record -> assertThat(record.fields())
                        .extracting(field -> field.path())
                        .containsExactly("/data/two"));
    }

    @Test
    void wantsAFieldAgainWhenItsIgnoreEntryEnds() {
        // Given
        ApplicationKey app = rig.app("web");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Revision revision =
                rig.source.commit(app, ignoring(Optional.of(today), "ConfigMap", "/data/one"), settings("a", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        edit("kubectl-edit", "{\"one\":\"b\"}");
        edit("kubectl-edit", "{\"two\":\"b\"}");
        Rig.await().until(() -> value("two").equals("a"));
        assertThat(value("one")).isEqualTo("b");
        // When
        rig.ahead = Duration.ofDays(1);
        edit("kubectl-edit", "{\"two\":\"c\"}");
        // Then
        Rig.await().until(() -> value("one").equals("a") && value("two").equals("a"));
        Rig.await().until(() -> reason(app).equals(Codes.IGNORE_ENDED));
        assertThat(message(app)).contains("app/web/application.yaml:5", "the autoscaler sets it", today.toString());
        assertThat(rig.reports.application(app).orElseThrow().sync()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void suggestsAnIgnoreEntryForAConflict() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(app, settings("a", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        // When
        edit("their-controller", "{\"one\":\"theirs\"}");
        Rig.await().until(() -> reason(app).equals(Codes.CONFLICT));
        // Then
        assertThat(message(app))
                .contains("/data/one", "their-controller")
                .contains("add to spec.ignore: - {target: {kind: ConfigMap, namespace: " + rig.namespace
                        + ", name: settings}, paths: [\"/data/one\"], reason: \"their-controller sets it\"}");
        assertThat(value("one")).isEqualTo("theirs");
        // and it works
        Revision second =
                rig.source.commit(app, ignoring(Optional.empty(), "ConfigMap", "/data/one"), settings("a", "b"));
        rig.nudge();
        rig.awaitSettled(app, second);
        assertThat(value("one")).isEqualTo("theirs");
        assertThat(value("two")).isEqualTo("b");
    }

    @Test
    void stopsOwningOnlyThePathThatIsFoughtOver() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision first = rig.source.commit(app, settings("a", "a"));
        rig.nudge();
        rig.awaitSettled(app, first);
        for (int i = 0; i < Penalty.CUTOFF; i++) {
            int corrections = i + 1;
            edit("kubectl-edit", "{\"one\":\"b" + i + "\"}");
            Rig.await().until(() -> rig.signals.corrected.get() == corrections);
        }
        // When
        edit("kubectl-edit", "{\"one\":\"last\"}");
        // Then
        Rig.await().until(() -> reason(app).equals(Codes.FIGHT));
        assertThat(message(app))
                .contains("/data/one", "kubectl-edit", "pilothouse", "5 times", "leaves it alone until")
                .contains("add to spec.ignore: - {target: {kind: ConfigMap");
        // and what is beside it is corrected, and changed by commits
        edit("kubectl-edit", "{\"two\":\"b\"}");
        Rig.await().until(() -> value("two").equals("a"));
        Revision second = rig.source.commit(app, settings("a", "c"));
        rig.nudge();
        Rig.await().until(() -> value("two").equals("c"));
        assertThat(value("one")).isEqualTo("last");
        Rig.await().until(() -> reason(app).equals(Codes.FIGHT));
        // and it is tried again later
        rig.ahead = Penalty.HALF_LIFE.plusMinutes(1);
        edit("kubectl-edit", "{\"two\":\"d\"}");
        Rig.await().until(() -> value("one").equals("a") && value("two").equals("c"));
        rig.awaitSettled(app, second);
    }

    @Test
    void namesTheManagerThatStoleTheField() {
        // Given
        ApplicationKey app = rig.app("web");
        SyncPolicy policy = SyncPolicy.DEFAULT.with(SyncPolicy.DriftPolicy.NOTIFY);
        Revision revision = rig.source.commit(app, policy, settings("a", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        // When
        edit("their-controller", "{\"one\":\"b\"}");
        edit("their-controller", "{\"one\":\"a\"}");
        // Then
        Rig.await()
                .until(() -> rig.reports.drift(app).stream()
                        .flatMap(record -> record.fields().stream())
                        .anyMatch(field -> field.kind() == DriftKind.STOLEN));
        DriftRecord last = rig.reports.drift(app).getLast();
        assertThat(last.action()).isEqualTo(DriftRecord.Action.NOTED);
        assertThat(last.fields()).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("/data/one");
            assertThat(field.manager()).isEqualTo("their-controller");
            assertThat(field.operation()).isEqualTo("Update");
        });
    }

    @Test
    void takesBackAFieldThatWasStolenAndSharesIt() {
        // Given
        ApplicationKey app = rig.app("web");
        Revision revision =
                rig.source.commit(app, SyncPolicy.DEFAULT.with(SyncPolicy.DriftPolicy.NOTIFY), settings("a", "a"));
        rig.nudge();
        rig.awaitSettled(app, revision);
        edit("their-controller", "{\"one\":\"b\"}");
        edit("their-controller", "{\"one\":\"a\"}");
        Rig.await().until(() -> reason(app).equals(Codes.DRIFT));
        // When
        Revision second = rig.source.commit(app, SyncPolicy.DEFAULT, settings("a", "a"));
        rig.nudge();
        // Then
        Rig.await().until(() -> rig.reports.application(app).orElseThrow().sync() == SyncStatus.SYNCED);
        assertThat(second).isNotEqualTo(revision);
        assertThat(value("one")).isEqualTo("a");
    }

    @Test
    void saysNothingOfAnObjectWhoseAnnotationIsToIgnore() {
        // Given
        ApplicationKey app = rig.app("web");
        Manifest ignored = Objects.annotated(settings("a", "a"), "pilothouse.io/drift", "ignore");
        Manifest watched = Objects.configMap(rig.namespace, "other", "a");
        Revision revision = rig.source.commit(app, ignored, watched);
        rig.nudge();
        rig.awaitSettled(app, revision);
        // When
        edit("kubectl-edit", "{\"one\":\"b\"}");
        rig.edit("v1", "ConfigMap", "other", "kubectl-edit", "{\"data\":{\"key\":\"b\"}}");
        // Then
        Rig.await().until(() -> !rig.reports.drift(app).isEmpty());
        rig.awaitSettled(app, revision);
        assertThat(value("one")).isEqualTo("b");
        assertThat(rig.reports.drift(app))
                .allMatch(record -> record.object().name().equals("other"));
    }
}
