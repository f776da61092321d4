package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.annotation.PruneWish;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.PrunePolicy;
import io.pilothouse.core.policy.SyncPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static final ApplicationKey WEB = new ApplicationKey("c", Layer.APP, "shop", "web");
    private static final ApplicationKey OTHER = new ApplicationKey("c", Layer.APP, "shop", "other");
    private static final Revision OLD = new Revision("1".repeat(40));
    private static final Revision NEW = new Revision("2".repeat(40));
    private static final Evidence GOOD = new Evidence("", _ -> true, _ -> Optional.empty());

    private final Map<ResourceKey, Observed> live = new HashMap<>();
    private final Map<ResourceKey, InventoryEntry> entries = new TreeMap<>();

    private static Desired desired(String kind, String name, String value) {
        return Desired.of(JsonText.manifest("""
            {'apiVersion':'v1','kind':'%s','metadata':{'namespace':'shop','name':'%s'},'data':{'k':'%s'}}\
            """.formatted(kind, name, value)), WEB);
    }

    /// The cluster after all steps of a plan were done.
    private void carryOut(Plan plan) {
        plan.steps().forEach(step -> applied(step.desired()));
        for (Prune prune : plan.prunes()) {
            if (prune instanceof Prune.Delete delete) {
                live.remove(delete.entry().key());
            }
            if (!(prune instanceof Prune.Hold)) {
                entries.remove(prune.entry().key());
            }
        }
    }

    private void applied(Desired desired) {
        ResourceKey key = desired.key();
        String uid = live.containsKey(key) ? live.get(key).uid() : "uid-" + key.name();
        live.put(key, observed(uid, desired.digest(), PruneWish.NONE));
        entries.merge(
                key,
                new InventoryEntry(key, "v1", uid, OLD, desired.digest(), Baseline.NONE),
                (before, _) -> before.applied("v1", uid, desired.digest(), Baseline.NONE));
    }

    private static Observed observed(String uid, io.pilothouse.core.manifest.Digest matches, PruneWish wish) {
        return new Observed(uid, "1", Ownership.mark(WEB), matches, false, wish);
    }

    private Plan plan(Evidence evidence, SyncPolicy policy, Desired... wanted) {
        return Planner.plan(new Planner.Input(
                WEB, NEW, policy, List.of(wanted), live, Inventory.empty(WEB).with(entries), evidence));
    }

    private Plan plan(Desired... wanted) {
        return plan(GOOD, SyncPolicy.DEFAULT, wanted);
    }

    private Prune onlyPrune(Plan plan) {
        assertThat(plan.prunes()).hasSize(1);
        return plan.prunes().get(0);
    }

    @RepeatedTest(50)
    void hasNothingLeftToDoAfterAPlanWasCarriedOut(RepetitionInfo repetition) {
        // Given
        Random random = new Random(repetition.getCurrentRepetition());
        String[] kinds = {"ConfigMap", "Secret", "Service", "ServiceAccount", "Pod"};
        for (int i = 0; i < random.nextInt(20); i++) {
            applied(desired(kinds[random.nextInt(5)], "old-" + i, "" + random.nextInt(3)));
        }
        List<Desired> wanted = new ArrayList<>();
        for (int i = 0; i < random.nextInt(30); i++) {
            wanted.add(desired(kinds[i % 5], (random.nextBoolean() ? "old-" : "new-") + i, "" + random.nextInt(3)));
        }
        SyncPolicy unlimited = SyncPolicy.DEFAULT.with(new PrunePolicy(true, 1000, 1, true));
        Desired[] all = wanted.toArray(Desired[]::new);
        Plan first = plan(GOOD, unlimited, all);
        // When
        carryOut(first);
        Plan second = plan(GOOD, unlimited, all);
        // Then
        assertThat(second.isEmpty()).isTrue();
        assertThat(second.prunes()).isEmpty();
        assertThat(live).hasSize(wanted.size());
        assertThat(entries).hasSize(wanted.size());
    }

    @Test
    void createsUpdatesAndLeavesAlone() {
        // Given
        applied(desired("ConfigMap", "same", "a"));
        applied(desired("ConfigMap", "changed", "a"));
        // When
        Plan plan = plan(
                desired("ConfigMap", "same", "a"), desired("ConfigMap", "changed", "b"), desired("Secret", "new", "a"));
        // Then
        assertThat(plan.batches()).extracting(batch -> batch.steps().size()).containsExactly(1, 2);
        assertThat(plan.steps().toList())
                .hasExactlyElementsOfTypes(Step.Create.class, Step.Update.class, Step.Unchanged.class);
    }

    @Test
    void leavesAloneWhatNeedOnlyExistAndDoes() {
        // Given
        Desired seed = Desired.of(JsonText.manifest("""
            {'apiVersion':'v1','kind':'Secret','metadata':{'namespace':'shop','name':'seed',
              'annotations':{'pilothouse.io/apply':'if-not-present'}}}\
            """), WEB);
        live.put(seed.key(), observed("uid", InventoryEntry.NOTHING, PruneWish.NONE));
        // When
        Plan there = plan(seed);
        live.clear();
        Plan missing = plan(seed);
        // Then
        assertThat(there.steps()).hasOnlyElementsOfType(Step.Unchanged.class);
        assertThat(missing.steps()).hasOnlyElementsOfType(Step.Create.class);
    }

    @Test
    void prunesInReverseOrder() {
        // Given
        for (String kind : List.of("ServiceAccount", "Service", "ConfigMap", "Pod")) {
            applied(desired(kind, "gone", "a"));
        }
        // When
        Plan plan = plan(desired("Secret", "new", "a"));
        // Then
        assertThat(plan.prunes()).hasOnlyElementsOfType(Prune.Delete.class);
        assertThat(plan.prunes())
                .extracting(prune -> prune.entry().key().kind())
                .containsExactly("Pod", "Service", "ConfigMap", "ServiceAccount");
    }

    @Test
    void deletesNothingThatTheInventoryDoesNotKnow() {
        // Given
        applied(desired("ConfigMap", "stranger", "a"));
        entries.clear();
        // When / Then
        assertThat(plan().prunes()).isEmpty();
    }

    @Test
    void keepsAnObjectThatSomebodyReplaced() {
        // Given
        applied(desired("ConfigMap", "gone", "a"));
        live.replaceAll((_, _) -> observed("another", InventoryEntry.NOTHING, PruneWish.NONE));
        // When / Then
        assertThat(onlyPrune(plan())).isInstanceOf(Prune.Keep.class);
    }

    @Test
    void keepsAnObjectThatLostOurLabel() {
        // Given
        applied(desired("ConfigMap", "gone", "a"));
        live.replaceAll(
                (_, one) -> new Observed(one.uid(), "1", Ownership.mark(OTHER), one.matches(), false, PruneWish.NONE));
        // When / Then
        assertThat(onlyPrune(plan())).isInstanceOf(Prune.Keep.class);
    }

    @Test
    void forgetsAnObjectThatIsNotThere() {
        // Given
        applied(desired("ConfigMap", "gone", "a"));
        live.clear();
        // When / Then
        assertThat(onlyPrune(plan())).isInstanceOf(Prune.Forget.class);
    }

    @Test
    void handsAnObjectOverThatAnotherApplicationDeclares() {
        // Given
        applied(desired("ConfigMap", "moving", "a"));
        Evidence evidence = new Evidence("", _ -> true, _ -> Optional.of(OTHER));
        // When / Then
        assertThat(onlyPrune(plan(evidence, SyncPolicy.DEFAULT)))
                .isInstanceOfSatisfying(
                        Prune.Yield.class, yield -> assertThat(yield.to()).isEqualTo(OTHER));
    }

    @Test
    void holdsWhatACommitThatDoesNotDescendLacks() {
        // Given
        applied(desired("ConfigMap", "gone", "a"));
        Predicate<Revision> isAncestor = revision -> !revision.equals(OLD);
        // When / Then
        assertThat(onlyPrune(plan(new Evidence("", isAncestor, _ -> Optional.empty()), SyncPolicy.DEFAULT)))
                .isInstanceOfSatisfying(
                        Prune.Hold.class,
                        hold -> assertThat(hold.reason()).contains("22222222 does not descend from 11111111"));
    }

    @Test
    void holdsEverythingWhileTheWholeTreeIsNotRendered() {
        // Given
        applied(desired("ConfigMap", "gone", "a"));
        // When / Then
        assertThat(onlyPrune(plan(
                        new Evidence("another cannot be read", _ -> true, _ -> Optional.empty()), SyncPolicy.DEFAULT)))
                .isInstanceOfSatisfying(
                        Prune.Hold.class, hold -> assertThat(hold.reason()).isEqualTo("another cannot be read"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Namespace",
                "CustomResourceDefinition",
                "PersistentVolume",
                "PersistentVolumeClaim",
                "StatefulSet"
            })
    void neverDeletesWhatHoldsDataWithoutApproval(String kind) {
        // Given
        applied(desired(kind, "gone", "a"));
        // When
        Plan held = plan();
        live.replaceAll((_, one) -> observed(one.uid(), one.matches(), PruneWish.APPROVED));
        Plan approved = plan();
        // Then
        assertThat(onlyPrune(held)).isInstanceOf(Prune.Hold.class);
        assertThat(onlyPrune(approved)).isInstanceOf(Prune.Delete.class);
    }

    @Test
    void neverDeletesWhatItsAnnotationsForbid() {
        // Given
        applied(desired("ConfigMap", "gone", "a"));
        for (String annotation : List.of(
                "'pilothouse.io/prune':'disabled'",
                "'helm.sh/resource-policy':'keep'",
                "'argocd.argoproj.io/sync-options':'Prune=false'")) {
            live.replaceAll((_, _) -> Observed.of(
                    JsonText.parse("{'metadata':{'uid':'uid-gone','labels':{'%s':'%s'},'annotations':{%s}}}"
                            .formatted(Ownership.LABEL, Ownership.mark(WEB), annotation)),
                    InventoryEntry.NOTHING));
            // When / Then
            assertThat(onlyPrune(plan())).isInstanceOf(Prune.Keep.class);
        }
    }

    @Test
    void holdsOnlyWhenOverTheNumberAndOverTheShare() {
        // Given
        for (int i = 0; i < 20; i++) {
            applied(desired("ConfigMap", "map-" + i, "a"));
        }
        Desired[] fifteen = new Desired[15];
        Desired[] fourteen = new Desired[14];
        for (int i = 0; i < 15; i++) {
            fifteen[i] = desired("ConfigMap", "map-" + i, "a");
            if (i < 14) {
                fourteen[i] = fifteen[i];
            }
        }
        // When / Then
        assertThat(plan(fifteen).prunes()).hasSize(5).hasOnlyElementsOfType(Prune.Delete.class);
        assertThat(plan(fourteen).prunes()).hasSize(6).hasOnlyElementsOfType(Prune.Hold.class);
        for (int i = 20; i < 40; i++) {
            applied(desired("ConfigMap", "map-" + i, "a"));
        }
        Desired[] more = new Desired[34];
        for (int i = 0; i < 34; i++) {
            more[i] = desired("ConfigMap", "map-" + i, "a");
        }
        assertThat(plan(more).prunes()).hasSize(6).hasOnlyElementsOfType(Prune.Delete.class);
    }

    @Test
    void completesTheDeletionOfWhatWasOnlyAnnounced() {
        // Given
        Desired early = desired("ConfigMap", "early", "a");
        applied(early);
        entries.put(early.key(), InventoryEntry.announced(early.key(), "v1", OLD));
        // When / Then
        assertThat(onlyPrune(plan())).isInstanceOf(Prune.Delete.class);
    }
}
