package io.pilothouse.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.explain.PlannedObject.Fate;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Prune;
import io.pilothouse.core.plan.Step;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanExplanationTest {
    private static final ApplicationKey WEB = new ApplicationKey("prod-eu-1", Layer.APP, "shop", "web");
    private static final Revision COMMIT = new Revision("1".repeat(40));
    private static final Fingerprints KEY = new Fingerprints(new byte[32]);
    private static final Json.Obj NOTHING = Json.Obj.EMPTY;

    private final Map<ResourceKey, Trial> trials = new HashMap<>();

    @Test
    void saysOfEveryObjectWhatWouldBecomeOfIt() {
        // Given
        Desired fresh = configMap("fresh");
        Desired changed = configMap("changed");
        Desired same = configMap("same");
        Desired defaulted = configMap("defaulted");
        trials.put(fresh.key(), new Trial.Taken(Optional.empty(), NOTHING));
        trials.put(
                changed.key(),
                new Trial.Taken(
                        Optional.of(JsonText.parse("{'data':{'k':'a'}}")), JsonText.parse("{'data':{'k':'b'}}")));
        trials.put(defaulted.key(), new Trial.Taken(Optional.of(NOTHING), NOTHING));
        // When
        List<PlannedObject> objects = explain(
                List.of(
                        new Step.Create(fresh),
                        new Step.Update(changed),
                        new Step.Unchanged(same),
                        new Step.Update(defaulted)),
                List.of(
                        new Prune.Delete(entry("gone"), "uid"),
                        new Prune.Hold(entry("held"), "it is a Namespace"),
                        new Prune.Keep(entry("moved"), "it moved to app/shop/api"),
                        new Prune.Forget(entry("lost"))));
        // Then
        assertThat(objects)
                .extracting(PlannedObject::fate)
                .containsExactly(
                        Fate.CREATED,
                        Fate.CONFIGURED,
                        Fate.UNCHANGED,
                        Fate.UNCHANGED,
                        Fate.DELETED,
                        Fate.HELD,
                        Fate.KEPT,
                        Fate.FORGOTTEN);
        assertThat(objects.get(1).changes()).containsExactly(new Change("/data/k", "\"a\"", "\"b\""));
        assertThat(objects.get(5).reason()).isEqualTo("it left Git: it is a Namespace");
        assertThat(objects.get(6).reason()).isEqualTo("it moved to app/shop/api");
    }

    @Test
    void holdsBackWhatNeedsARefusedObjectAndWhatNeedsThat() {
        // Given
        Desired secret = desired("v1", "Secret", "db", "");
        Desired deployment = desired(
                "apps/v1",
                "Deployment",
                "web",
                ",'spec':{'template':{'spec':{'volumes':[{'secret':{'secretName':'db'}}]}}}");
        Desired other = configMap("other");
        trials.put(secret.key(), new Trial.Refused("PH-301", "The API server refuses it."));
        trials.put(deployment.key(), new Trial.Taken(Optional.empty(), NOTHING));
        trials.put(other.key(), new Trial.Taken(Optional.empty(), NOTHING));
        // When
        List<PlannedObject> objects = explain(
                Stream.of(secret, deployment, other).<Step>map(Step.Create::new).toList(), List.of());
        // Then
        assertThat(objects).extracting(PlannedObject::fate).containsExactly(Fate.REFUSED, Fate.HELD, Fate.CREATED);
        assertThat(objects.get(0).code()).isEqualTo("PH-301");
        assertThat(objects.get(1).reason()).isEqualTo("it needs Secret shop/db, which would not be applied");
    }

    @Test
    void anObjectOfANamespaceThatIsStillToComeIsNotCalledRefused() {
        // Given
        Desired namespace =
                Desired.of(JsonText.manifest("{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'shop'}}"), WEB);
        Desired map = configMap("a");
        trials.put(namespace.key(), new Trial.Taken(Optional.empty(), NOTHING));
        trials.put(map.key(), new Trial.Refused("PH-302", "namespaces \"shop\" not found"));
        // When
        List<PlannedObject> objects = explain(List.of(new Step.Create(namespace), new Step.Create(map)), List.of());
        // Then
        assertThat(objects.get(1).fate()).isEqualTo(Fate.CREATED);
        assertThat(objects.get(1).reason()).isEqualTo("it cannot be tried out before Namespace shop is there");
    }

    @Test
    void saysWhatWasNotTriedOut() {
        assertThat(explain(List.of(new Step.Update(configMap("a"))), List.of()))
                .singleElement()
                .satisfies(object -> {
                    assertThat(object.fate()).isEqualTo(Fate.CONFIGURED);
                    assertThat(object.reason()).isEqualTo("not tried out");
                });
    }

    @Test
    void countsTheFieldsThatAreTooManyToList() {
        // Given
        List<Change> changes = java.util.stream.IntStream.range(0, PlannedObject.MAX_CHANGES + 7)
                .mapToObj(i -> new Change("/" + i, "", ""))
                .toList();
        // When
        var object = new PlannedObject(configMap("a").key(), "v1", Fate.CONFIGURED, "", "", changes, 0, entryOrigin());
        // Then
        assertThat(object.changes()).hasSize(PlannedObject.MAX_CHANGES);
        assertThat(object.moreChanges()).isEqualTo(7);
    }

    @Test
    void readsWellAtNight() {
        // Given
        Desired changed = configMap("changed");
        trials.put(
                changed.key(),
                new Trial.Taken(Optional.of(JsonText.parse("{'data':{'k':'a'}}")), JsonText.parse("{'data':{}}")));
        var report = new PlanReport(
                WEB,
                COMMIT,
                Revision.NONE,
                "f".repeat(64),
                "The cluster is suspended.",
                1,
                Instant.EPOCH,
                explain(
                        List.of(new Step.Update(changed), new Step.Unchanged(configMap("same"))),
                        List.of(new Prune.Delete(entry("gone"), "uid"))));
        // Then
        assertThat(PlanText.of(report))
                .containsExactly(
                        "app/shop/web of cluster prod-eu-1: plan for commit 11111111, never applied before",
                        "  ~ configured  ConfigMap shop/changed  (file.yaml:1)",
                        "                 /data/k: \"a\" -> (none)",
                        "  - deleted     ConfigMap shop/gone",
                        "                 it left Git",
                        "1 configured, 1 unchanged, 1 deleted.",
                        "It would not begin now: The cluster is suspended.",
                        "1 of the objects above were not tried out against the API server.",
                        "Hash " + "f".repeat(64) + ". This was a dry run; nothing was changed.");
        assertThat(PlanJson.of(report).canonical())
                .contains("\"fate\":\"configured\"")
                .contains("\"hash\":\"" + "f".repeat(64) + "\"")
                .contains("{\"after\":\"\",\"before\":\"\\\"a\\\"\",\"path\":\"/data/k\"}");
    }

    private List<PlannedObject> explain(List<Step> steps, List<Prune> prunes) {
        return PlanExplanation.explain(new Plan(COMMIT, List.of(new Plan.Batch(0, 0, steps)), prunes), trials, KEY);
    }

    private static io.pilothouse.core.manifest.Origin entryOrigin() {
        return new io.pilothouse.core.manifest.Origin("", 0, 0);
    }

    private static InventoryEntry entry(String name) {
        ResourceKey key = new ResourceKey("", "ConfigMap", "shop", name);
        return new InventoryEntry(key, "v1", "uid", COMMIT, Digest.of(name), Baseline.NONE);
    }

    private static Desired configMap(String name) {
        return desired("v1", "ConfigMap", name, "");
    }

    private static Desired desired(String apiVersion, String kind, String name, String more) {
        return Desired.of(
                JsonText.manifest("{'apiVersion':'" + apiVersion + "','kind':'" + kind
                        + "','metadata':{'namespace':'shop','name':'" + name + "'}" + more + "}"),
                WEB);
    }
}
