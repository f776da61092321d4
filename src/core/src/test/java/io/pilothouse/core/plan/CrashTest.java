package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.annotation.HookPhase;
import io.pilothouse.core.annotation.PruneWish;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.hook.HookKey;
import io.pilothouse.core.hook.HookRecord;
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
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// An agent that is killed at any instant of any run, and started again, over and over: a cluster and an inventory that
/// survive it, and an agent that remembers nothing else.
class CrashTest {
    private static final ApplicationKey WEB = new ApplicationKey("c", Layer.APP, "shop", "web");
    private static final Evidence GOOD = new Evidence("", _ -> true, _ -> Optional.empty());
    private static final SyncPolicy UNLIMITED = SyncPolicy.DEFAULT.with(new PrunePolicy(true, 1000, 1, true));

    // what survives
    private final Map<ResourceKey, Observed> live = new HashMap<>();
    private final Map<ResourceKey, String> marks = new HashMap<>();
    private Inventory stored = Inventory.empty(WEB);

    // what is watched
    private final Map<HookKey, Integer> made = new HashMap<>();
    private int instantsLeft;

    private static final class KilledException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// Something that outlives the agent is about to happen.
    private void instant() {
        if (instantsLeft-- == 0) {
            throw new KilledException();
        }
    }

    private static List<Desired> random(Random random, int round) {
        List<Desired> all = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(8); i++) {
            all.add(object(
                    "map-" + random.nextInt(12), "'pilothouse.io/sync-wave':'%d'".formatted(random.nextInt(3)), round));
        }
        for (HookPhase phase : List.of(HookPhase.PRE_SYNC, HookPhase.SYNC, HookPhase.POST_SYNC)) {
            if (random.nextBoolean()) {
                all.add(object("hook-" + phase.written(), "'pilothouse.io/hook':'" + phase.written() + "'", round));
            }
        }
        Map<ResourceKey, Desired> unique = new TreeMap<>();
        all.forEach(one -> unique.put(one.key(), one));
        return List.copyOf(unique.values());
    }

    private static Desired object(String name, String annotations, int round) {
        return Desired.of(JsonText.manifest("""
            {'apiVersion':'v1','kind':'ConfigMap',
             'metadata':{'namespace':'shop','name':'%s','annotations':{%s}},'data':{'round':'%d'}}\
            """.formatted(name, annotations, round)), WEB);
    }

    private Plan plan(Declaration declaration) {
        return Planner.plan(
                new Planner.Input(WEB, revision(2), UNLIMITED, declaration, Map.copyOf(live), stored, GOOD));
    }

    private static Revision revision(int number) {
        return new Revision(String.valueOf(number).repeat(40));
    }

    /// One run of an agent, as far as it comes: the order of effects is the agent's.
    private void run(Declaration declaration) {
        Plan plan = plan(declaration);
        Map<ResourceKey, InventoryEntry> entries = new TreeMap<>(stored.entries());
        HookRecord record = stored.hooks().begin(declaration.run());
        plan.steps()
                .forEach(step -> entries.putIfAbsent(
                        step.desired().key(),
                        InventoryEntry.announced(step.desired().key(), "v1", revision(1))));
        store(entries, record);
        for (Plan.Batch batch : plan.batches()) {
            for (Step step : batch.steps()) {
                if (step instanceof Step.Hook hook) {
                    make(hook, record);
                    record = record.with(hook.hook());
                    entries.put(step.desired().key(), entry(step.desired()));
                    store(entries, record);
                } else if (step.isWrite()) {
                    apply(step.desired());
                    entries.put(step.desired().key(), entry(step.desired()));
                }
            }
        }
        for (Prune prune : plan.prunes()) {
            if (prune instanceof Prune.Delete delete) {
                instant();
                live.remove(delete.entry().key());
                marks.remove(delete.entry().key());
            }
            entries.remove(prune.entry().key());
        }
        store(entries, record);
    }

    private void store(Map<ResourceKey, InventoryEntry> entries, HookRecord record) {
        instant();
        stored = stored.with(entries).with(record);
    }

    /// A hook that this run made already is found by its mark, and not made again.
    private void make(Step.Hook hook, HookRecord record) {
        ResourceKey key = hook.desired().key();
        if (!record.mark(hook.hook()).equals(marks.get(key))) {
            instant();
            live.remove(key);
            instant();
            apply(hook.desired());
            marks.put(key, record.mark(hook.hook()));
            made.merge(hook.hook(), 1, Integer::sum);
        }
    }

    private void apply(Desired desired) {
        instant();
        live.put(
                desired.key(),
                new Observed(
                        "uid-" + desired.key().name(),
                        "1",
                        Ownership.mark(WEB),
                        desired.digest(),
                        false,
                        PruneWish.NONE));
    }

    private static InventoryEntry entry(Desired desired) {
        return new InventoryEntry(
                desired.key(), "v1", "uid-" + desired.key().name(), revision(1), desired.digest(), Baseline.NONE);
    }

    @RepeatedTest(300)
    void comesToTheSameEndWheneverItIsKilled(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int round = 0; round < 3; round++) {
            // Given
            Declaration declaration = Declaration.of(random(random, round));
            made.clear();
            // When
            boolean isDone = false;
            for (int kills = 0; !isDone; kills++) {
                instantsLeft = kills < 20 ? random.nextInt(12) : Integer.MAX_VALUE;
                try {
                    run(declaration);
                    isDone = true;
                } catch (KilledException e) {
                    // it is started again
                }
            }
            // Then
            instantsLeft = Integer.MAX_VALUE;
            assertThat(plan(declaration).isEmpty()).isTrue();
            assertThat(live.keySet()).isEqualTo(declaration.keys());
            assertThat(stored.entries().keySet()).isEqualTo(declaration.keys());
            declaration
                    .objects()
                    .forEach(one -> assertThat(live.get(one.key()).matches()).isEqualTo(one.digest()));
            assertThat(made.values()).as("hooks made: " + made).allMatch(times -> times == 1);
            assertThat(made).hasSize(declaration.hooks().size());
        }
    }
}
