package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.pilothouse.agent.port.Explainer;
import io.pilothouse.agent.port.Explainer.Reply;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.explain.Change;
import io.pilothouse.core.explain.ObjectReport;
import io.pilothouse.core.explain.PlanReport;
import io.pilothouse.core.explain.PlannedObject;
import io.pilothouse.core.explain.PlannedObject.Fate;
import io.pilothouse.core.explain.Question;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.policy.IgnoreRule;
import io.pilothouse.core.policy.ObjectTarget;
import io.pilothouse.core.policy.SyncOptions;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Questions to an agent, on a real control plane.
class ExplainIT {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private Rig rig;
    private ApplicationKey app;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start();
        app = rig.app("web");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void plansEveryObjectWithTheFieldsThatWouldChangeAndChangesNothing() throws Exception {
        // Given
        settled(
                Objects.configMap(rig.namespace, "changed", "old"),
                Objects.configMap(rig.namespace, "same", "a"),
                Objects.configMap(rig.namespace, "dropped", "a"));
        rig.command(Command.Verb.SUSPEND, app);
        Revision second = rig.source.commit(
                app,
                Objects.configMap(rig.namespace, "changed", "new"),
                Objects.configMap(rig.namespace, "same", "a"),
                Objects.configMap(rig.namespace, "fresh", "a"));
        rig.nudge();
        Rig.await().until(() -> plan(Revision.NONE).revision().equals(second));
        String before = rig.get("v1", "ConfigMap", "changed").getMetadata().getResourceVersion();
        // When
        PlanReport plan = plan(Revision.NONE);
        // Then
        assertThat(fate(plan, "fresh")).isEqualTo(Fate.CREATED);
        assertThat(fate(plan, "same")).isEqualTo(Fate.UNCHANGED);
        assertThat(fate(plan, "dropped")).isEqualTo(Fate.DELETED);
        assertThat(fate(plan, "changed")).isEqualTo(Fate.CONFIGURED);
        assertThat(object(plan, "changed").changes()).containsExactly(new Change("/data/key", "\"old\"", "\"new\""));
        assertThat(object(plan, "changed").origin().file()).isEqualTo("app/test/changed.yaml");
        assertThat(plan.waiting()).contains("suspended");
        assertThat(plan.untried()).isZero();
        assertThat(rig.get("v1", "ConfigMap", "changed").getMetadata().getResourceVersion())
                .isEqualTo(before);
        assertThat(rig.get("v1", "ConfigMap", "fresh")).isNull();
        assertThat(rig.counting.deleted).isEmpty();
        assertThat(plan(Revision.NONE).hash()).isEqualTo(plan.hash()).hasSize(64);
    }

    @Test
    void plansForAnotherCommitThatTheAgentHas() throws Exception {
        // Given
        Revision first = settled(Objects.configMap(rig.namespace, "a", "one"));
        Revision second =
                settled(Objects.configMap(rig.namespace, "a", "two"), Objects.configMap(rig.namespace, "b", "x"));
        // When
        PlanReport back = plan(first);
        PlanReport here = plan(second);
        // Then
        assertThat(back.revision()).isEqualTo(first);
        assertThat(back.applied()).isEqualTo(second);
        assertThat(object(back, "a").changes()).containsExactly(new Change("/data/key", "\"two\"", "\"one\""));
        // it would be taken out by going back, which deletes nothing
        assertThat(fate(back, "b")).isEqualTo(Fate.HELD);
        assertThat(object(back, "b").reason()).contains("does not descend");
        assertThat(here.counts()).containsOnlyKeys(Fate.UNCHANGED);
        assertThat(here.hash()).isNotEqualTo(back.hash());
    }

    @Test
    void tellsFromTheApiServerWhatItWouldRefuse() throws Exception {
        // Given
        settled(Objects.configMap(rig.namespace, "a", "one"));
        rig.command(Command.Verb.SUSPEND, app);
        Revision second = rig.source.commit(
                app, Objects.configMap(rig.namespace, "a", "one"), Objects.manifest("""
                    {"apiVersion":"v1","kind":"Service","metadata":{"namespace":"%s","name":"bad"},
                     "spec":{"ports":[{"port":99999}]}}
                    """.formatted(rig.namespace)));
        rig.nudge();
        Rig.await().until(() -> plan(Revision.NONE).revision().equals(second));
        // When
        PlannedObject bad = object(plan(Revision.NONE), "bad");
        // Then
        assertThat(bad.fate()).isEqualTo(Fate.REFUSED);
        assertThat(bad.code()).startsWith("PH-");
        assertThat(bad.reason()).contains("99999");
    }

    @Test
    void leavesOutOfAPlanWhatARunWouldNotSend() throws Exception {
        // Given a field that Git declares, that an ignore entry leaves to others, and that another manager took
        Manifest mine = Objects.configMap(rig.namespace, "a", "one");
        ApplicationPolicy lenient = new ApplicationPolicy(
                SyncPolicy.DEFAULT,
                List.of(new IgnoreRule(
                        new ObjectTarget("core", "ConfigMap", "", "a"),
                        List.of("/data/key"),
                        Optional.empty(),
                        "theirs",
                        new Origin("app/test/application.yaml", 1, 9))),
                List.of(),
                "");
        Revision first = rig.source.commit(app, lenient, mine);
        rig.nudge();
        rig.awaitSettled(app, first);
        rig.edit("v1", "ConfigMap", "a", "their-controller", "{\"data\":{\"key\":\"theirs\"}}");
        rig.command(Command.Verb.SUSPEND, app);
        Revision second = rig.source.commit(app, lenient, Objects.annotated(mine, "example.org/note", "changed"));
        rig.nudge();
        // When
        Rig.await().until(() -> plan(Revision.NONE).revision().equals(second));
        PlannedObject planned = object(plan(Revision.NONE), "a");
        // Then
        assertThat(planned.fate()).isEqualTo(Fate.CONFIGURED);
        assertThat(planned.changes()).extracting(Change::path).noneMatch(path -> path.startsWith("/data"));
    }

    @Test
    void refusesNothingMerelyBecauseItsNamespaceIsStillToBeMade() throws Exception {
        // Given
        String fresh = "fresh-" + rig.namespace;
        ApplicationKey other = new ApplicationKey(rig.cluster, Layer.APP, fresh, "web");
        SyncPolicy base = SyncPolicy.DEFAULT;
        SyncPolicy waiting = new SyncPolicy(
                SyncPolicy.Mode.MANUAL,
                base.drift(),
                base.timeout(),
                base.prune(),
                base.retry(),
                base.windows(),
                new SyncOptions(true, false, false, SyncOptions.WaveGate.STRICT),
                base.dependsOn());
        rig.source.commit(other, waiting, Objects.configMap(fresh, "a", "one"));
        rig.nudge();
        Rig.await().until(() -> rig.reports.application(other).isPresent());
        // When
        PlannedObject planned = switch (rig.explainer().explain(new Question.Plan(other, Revision.NONE), WITHIN)) {
            case Reply.Told told -> object((PlanReport) told.answer(), "a");
            case Reply.Refused refused -> throw new AssertionError(refused.message());
        };
        // Then
        assertThat(planned.fate()).isEqualTo(Fate.CREATED);
        assertThat(planned.reason()).contains("before its namespace is there");
    }

    @Test
    void listsTheStepsOfTheNewestRun() throws Exception {
        // Given
        settled(Objects.configMap(rig.namespace, "same", "a"), Objects.configMap(rig.namespace, "gone", "a"));
        // When
        settled(Objects.configMap(rig.namespace, "same", "a"), Objects.configMap(rig.namespace, "new", "a"));
        // Then
        assertThat(rig.reconciler.application(app, WITHIN).orElseThrow().steps().first())
                .extracting(step -> step.outcome() + " " + step.object().name())
                .containsExactly("created new", "deleted gone");
    }

    @Test
    void valuesOfSecretsStayInTheCluster() throws Exception {
        // Given
        String canary = "canary-" + rig.namespace;
        Revision first = settled(Objects.secret(rig.namespace, "db", canary + "-1"));
        settled(Objects.secret(rig.namespace, "db", canary + "-2"));
        // When
        PlanReport plan = plan(first);
        ObjectReport live = look("Secret", "db");
        // Then
        assertThat(object(plan, "db").changes()).singleElement().satisfies(change -> {
            assertThat(change.path()).isEqualTo("/data/password");
            assertThat(change.before()).startsWith("fingerprint:").isNotEqualTo(change.after());
            assertThat(live.live()).contains(change.before());
        });
        for (String value : new String[] {canary + "-1", canary + "-2"}) {
            String encoded =
                    Base64.getEncoder().encodeToString(value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(plan.toString() + live).doesNotContain(value).doesNotContain(encoded);
        }
    }

    @Test
    void showsAnObjectWithItsEventsAndWhatASyncWouldDoToIt() throws Exception {
        // Given
        settled(Objects.configMap(rig.namespace, "a", "one"));
        var object = rig.get("v1", "ConfigMap", "a");
        rig.kubectl
                .v1()
                .events()
                .inNamespace(rig.namespace)
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withName("a.1")
                        .withNamespace(rig.namespace)
                        .endMetadata()
                        .withType("Warning")
                        .withReason("Odd")
                        .withMessage("it looks odd")
                        .withCount(3)
                        .withLastTimestamp(Instant.parse("2026-11-21T10:00:00Z").toString())
                        .withNewInvolvedObject()
                        .withKind("ConfigMap")
                        .withNamespace(rig.namespace)
                        .withName("a")
                        .withUid(object.getMetadata().getUid())
                        .endInvolvedObject()
                        .build())
                .create();
        // When
        ObjectReport report = look("ConfigMap", "a");
        // Then
        assertThat(report.live()).contains("\"key\":\"one\"").doesNotContain("managedFields");
        assertThat(report.planned().orElseThrow().fate()).isEqualTo(Fate.UNCHANGED);
        assertThat(report.events()).singleElement().satisfies(event -> {
            assertThat(event.reason()).isEqualTo("Odd");
            assertThat(event.isWarning()).isTrue();
            assertThat(event.count()).isEqualTo(3);
        });
        assertThat(report.log()).isEmpty();
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void answersOnlyAboutTheApplicationsOwnObjects() throws Exception {
        // Given
        settled(Objects.configMap(rig.namespace, "a", "one"));
        // When
        Reply other = rig.explainer()
                .explain(
                        new Question.OneObject(
                                app, new ResourceKey("", "ConfigMap", "kube-system", "kube-root-ca.crt"), Set.of()),
                        WITHIN);
        Reply unknown = rig.explainer().explain(new Question.Plan(rig.app("wbe"), Revision.NONE), WITHIN);
        // Then
        assertThat(other).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Explainer.Why.NOT_FOUND);
            assertThat(refused.message()).contains("has no object ConfigMap kube-system/kube-root-ca.crt");
        });
        assertThat(unknown)
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.message()).contains("Did you mean \"" + app.path() + "\"?"));
    }

    private Revision settled(io.pilothouse.core.manifest.Manifest... manifests) {
        Revision revision = rig.source.commit(app, manifests);
        rig.nudge();
        rig.awaitSettled(app, revision);
        return revision;
    }

    private PlanReport plan(Revision revision) throws InterruptedException {
        return switch (rig.explainer().explain(new Question.Plan(app, revision), WITHIN)) {
            case Reply.Told told -> (PlanReport) told.answer();
            case Reply.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    private ObjectReport look(String kind, String name) throws InterruptedException {
        Question question = new Question.OneObject(app, new ResourceKey("", kind, rig.namespace, name), Set.of());
        return switch (rig.explainer().explain(question, WITHIN)) {
            case Reply.Told told -> (ObjectReport) told.answer();
            case Reply.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    private static PlannedObject object(PlanReport plan, String name) {
        return plan.objects().stream()
                .filter(object -> object.key().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + plan));
    }

    private static Fate fate(PlanReport plan, String name) {
        return object(plan, name).fate();
    }
}
