package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.annotation.HookPhase;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.hook.HookKey;
import io.pilothouse.core.hook.HookRecord;
import io.pilothouse.core.policy.SyncPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HookPlanTest {
    private static final ApplicationKey WEB = new ApplicationKey("c", Layer.APP, "shop", "web");
    private static final Evidence GOOD = new Evidence("", _ -> true, _ -> Optional.empty());

    private static Desired job(String name, String annotations) {
        return Desired.of(JsonText.manifest("""
            {'apiVersion':'batch/v1','kind':'Job','metadata':{'namespace':'shop','name':'%s','annotations':{%s}}}\
            """.formatted(name, annotations)), WEB);
    }

    private static Desired hook(String name, String phases, int wave) {
        return job(name, "'pilothouse.io/hook':'%s','pilothouse.io/sync-wave':'%d'".formatted(phases, wave));
    }

    private static final List<Desired> ALL = List.of(
            hook("after", "PostSync", 0),
            hook("before-2", "PreSync", 2),
            hook("before-1", "PreSync", 1),
            job("object-0", ""),
            job("object-1", "'pilothouse.io/sync-wave':'1'"),
            hook("among", "Sync", 1),
            hook("sorry", "SyncFail", 0),
            hook("farewell", "PreDelete", 0),
            hook("gone", "PostDelete", 0),
            job("never", "'pilothouse.io/hook':'Skip'"));

    private static Plan plan(Declaration declaration, HookRecord record) {
        return Planner.plan(new Planner.Input(
                WEB,
                new Revision("2".repeat(40)),
                SyncPolicy.DEFAULT,
                declaration,
                Map.of(),
                Inventory.empty(WEB).with(record),
                GOOD));
    }

    private static List<String> order(List<Plan.Batch> batches) {
        return batches.stream()
                .flatMap(batch -> batch.steps().stream()
                        .map(step -> batch.phase().written() + " "
                                + step.desired().key().name()))
                .toList();
    }

    @Test
    void putsHooksBeforeAmongAndAfterTheObjects() {
        Plan plan = plan(Declaration.of(ALL), HookRecord.NONE);
        assertThat(order(plan.batches()))
                .containsExactly(
                        "PreSync before-1",
                        "PreSync before-2",
                        "Sync object-0",
                        "Sync among",
                        "Sync object-1",
                        "PostSync after");
        assertThat(order(plan.onFailure())).containsExactly("SyncFail sorry");
    }

    @Test
    void makesAHookAtEachOfItsMoments() {
        Plan plan = plan(Declaration.of(List.of(hook("both", "PreSync,PostSync", 0))), HookRecord.NONE);
        assertThat(order(plan.batches())).containsExactly("PreSync both", "PostSync both");
    }

    @Test
    void makesNoHookTwiceInARun() {
        // Given
        Declaration declaration = Declaration.of(ALL);
        HookRecord record = HookRecord.NONE
                .begin(declaration.run())
                .with(new HookKey(
                        HookPhase.PRE_SYNC, hook("before-1", "PreSync", 1).key()));
        // When / Then
        assertThat(order(plan(declaration, record).batches())).doesNotContain("PreSync before-1");
        assertThat(order(plan(declaration, record.again()).batches())).contains("PreSync before-1");
    }

    @Test
    void isAnotherRunWhenAHookOrAnObjectIsAnother() {
        Declaration one = Declaration.of(List.of(hook("a", "PreSync", 0), job("b", "")));
        assertThat(Declaration.of(List.of(job("b", ""), hook("a", "PreSync", 0)))
                        .run())
                .isEqualTo(one.run());
        assertThat(Declaration.of(List.of(hook("a", "PreSync", 1), job("b", "")))
                        .run())
                .isNotEqualTo(one.run());
        assertThat(Declaration.of(List.of(hook("a", "PreSync", 0))).run()).isNotEqualTo(one.run());
    }

    @Test
    void makesOnlyTheHooksOfTheEndWhenTheApplicationLeaves() {
        Plan plan = plan(Declaration.leaving(ALL), HookRecord.NONE);
        assertThat(order(plan.batches())).containsExactly("PreDelete farewell", "PostDelete gone");
        assertThat(plan.onFailure()).isEmpty();
    }

    @Test
    void remembersTheHooksOfTheEnd() {
        assertThat(Declaration.of(ALL).farewell())
                .extracting(json -> json.text("metadata", "name").orElseThrow())
                .containsExactly("farewell", "gone");
    }

    @Test
    void prunesNoHookAndNothingThatIsSkipped() {
        // Given
        Inventory inventory = Inventory.empty(WEB);
        java.util.TreeMap<io.pilothouse.core.manifest.ResourceKey, InventoryEntry> entries = new java.util.TreeMap<>();
        ALL.forEach(one ->
                entries.put(one.key(), InventoryEntry.announced(one.key(), "batch/v1", new Revision("1".repeat(40)))));
        // When
        Plan plan = Planner.plan(new Planner.Input(
                WEB, new Revision("2".repeat(40)), SyncPolicy.DEFAULT, ALL, Map.of(), inventory.with(entries), GOOD));
        // Then
        assertThat(plan.prunes()).isEmpty();
    }
}
