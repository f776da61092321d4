package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.annotation.PruneWish;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.SyncPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// A Git server that misbehaves, a cluster that people meddle with, and an agent that plans, crashes and starts again.
/// Every deletion it plans is held against the law as engine.md states it, told from what the world is and not from
/// what the agent believes.
final class PruningWorld {
    private static final int OBJECTS = 14;
    private static final String[] KINDS = {"ConfigMap", "Secret", "Service", "PersistentVolumeClaim"};

    private final Random random;
    private final List<ApplicationKey> names = new ArrayList<>();
    private final List<ResourceKey> keys = new ArrayList<>();
    private final Map<Revision, Commit> commits = new HashMap<>();
    private final Map<ResourceKey, Observed> live = new HashMap<>();
    private final Map<ApplicationKey, Inventory> inventories = new TreeMap<>();
    private final Set<ResourceKey> meddled = new HashSet<>();
    private Revision head = Revision.NONE;
    private Claims claims = Claims.NONE;
    private int serial;
    private int deletions;
    private int holds;
    private int yields;

    /// @param applications what each declares; empty for one that cannot be read
    private record Commit(Revision parent, Map<ApplicationKey, Optional<Set<ResourceKey>>> applications) {}

    PruningWorld(long seed) {
        random = new Random(seed);
        for (String name : List.of("a", "b", "c")) {
            names.add(new ApplicationKey("c", Layer.APP, "shop", name));
        }
        for (int i = 0; i < OBJECTS; i++) {
            keys.add(new ResourceKey("", KINDS[i % 7 == 6 ? 3 : i % 3], "shop", "o" + i));
        }
        push(Revision.NONE, tree());
    }

    int deletions() {
        return deletions;
    }

    int holds() {
        return holds;
    }

    int yields() {
        return yields;
    }

    /// Something happens, and the agent looks.
    void step() {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> push(head, changed(commits.get(head).applications()));
            case 4 -> push(Revision.NONE, tree()); // history is rewritten
            case 5 -> head = any(new ArrayList<>(commits.keySet())); // the branch is set back, or to another
            case 6 -> push(head, Map.of()); // everything is taken out
            case 7 -> push(head, broken(commits.get(head).applications()));
            case 8 -> meddle();
            case 9 -> claims = Claims.NONE; // the agent is started anew
            case 10 -> {
                return; // the Git server or the hub is away: nothing to look at
            }
            default -> push(head, moved(commits.get(head).applications()));
        }
        reconcile();
    }

    // --- Git

    private void push(Revision parent, Map<ApplicationKey, Optional<Set<ResourceKey>>> applications) {
        head = new Revision(Digest.of("commit " + serial++).hex().substring(0, 40));
        commits.put(head, new Commit(parent, applications));
    }

    private Map<ApplicationKey, Optional<Set<ResourceKey>>> tree() {
        Map<ApplicationKey, Optional<Set<ResourceKey>>> tree = new TreeMap<>();
        names.forEach(name -> tree.put(name, Optional.of(some())));
        return tree;
    }

    private Set<ResourceKey> some() {
        Set<ResourceKey> some = new HashSet<>();
        keys.forEach(key -> {
            if (random.nextInt(3) == 0) {
                some.add(key);
            }
        });
        return some;
    }

    private Map<ApplicationKey, Optional<Set<ResourceKey>>> changed(
            Map<ApplicationKey, Optional<Set<ResourceKey>>> before) {
        Map<ApplicationKey, Optional<Set<ResourceKey>>> after = new TreeMap<>(before);
        ApplicationKey name = any(names);
        if (random.nextInt(6) == 0) {
            after.remove(name);
            return after;
        }
        Set<ResourceKey> objects =
                new HashSet<>(after.getOrDefault(name, Optional.empty()).orElse(some()));
        for (int i = random.nextInt(3); i >= 0; i--) {
            ResourceKey key = any(keys);
            if (!objects.remove(key)) {
                objects.add(key);
            }
        }
        after.put(name, Optional.of(objects));
        return after;
    }

    private Map<ApplicationKey, Optional<Set<ResourceKey>>> broken(
            Map<ApplicationKey, Optional<Set<ResourceKey>>> before) {
        Map<ApplicationKey, Optional<Set<ResourceKey>>> after = new TreeMap<>(before);
        after.put(any(names), Optional.empty());
        return after;
    }

    private Map<ApplicationKey, Optional<Set<ResourceKey>>> moved(
            Map<ApplicationKey, Optional<Set<ResourceKey>>> before) {
        Map<ApplicationKey, Optional<Set<ResourceKey>>> after = new TreeMap<>(before);
        ApplicationKey from = any(names);
        ApplicationKey to = any(names);
        Set<ResourceKey> leaving =
                new HashSet<>(after.getOrDefault(from, Optional.empty()).orElse(Set.of()));
        Set<ResourceKey> taking =
                new HashSet<>(after.getOrDefault(to, Optional.empty()).orElse(Set.of()));
        if (leaving.isEmpty() || from.equals(to)) {
            return after;
        }
        ResourceKey moving = any(new ArrayList<>(leaving));
        leaving.remove(moving);
        taking.add(moving);
        after.put(from, Optional.of(leaving));
        after.put(to, Optional.of(taking));
        return after;
    }

    // --- people

    private void meddle() {
        if (live.isEmpty()) {
            return;
        }
        ResourceKey key = any(new ArrayList<>(live.keySet()));
        Observed one = live.get(key);
        meddled.add(key);
        switch (random.nextInt(6)) {
            case 0 -> live.put(key, seen(one.uid(), "", one.wish()));
            case 1 -> live.put(key, seen(one.uid(), Ownership.mark(any(names)), one.wish()));
            case 2 -> live.put(key, seen("uid-" + serial++, one.owner(), one.wish()));
            case 3 -> live.put(key, seen(one.uid(), one.owner(), PruneWish.NEVER));
            case 4 -> live.put(key, seen(one.uid(), one.owner(), PruneWish.APPROVED));
            default -> live.remove(key);
        }
    }

    private static Observed seen(String uid, String owner, PruneWish wish) {
        return new Observed(uid, "1", owner, InventoryEntry.NOTHING, false, wish);
    }

    // --- the agent

    private void reconcile() {
        Map<ApplicationKey, Optional<Set<ResourceKey>>> tree = commits.get(head).applications();
        Claims now = claims.at(tree.keySet(), tree);
        claims = now;
        Revision commit = head;
        Evidence evidence = new Evidence(
                now.objection(commit),
                revision -> isAncestor(revision, commit),
                object -> Optional.ofNullable(claims.owners().get(object)));
        List<ApplicationKey> all = new ArrayList<>(tree.keySet());
        inventories.keySet().stream().filter(name -> !tree.containsKey(name)).forEach(all::add);
        java.util.Collections.shuffle(all, random);
        for (ApplicationKey name : all) {
            if (tree.getOrDefault(name, Optional.of(Set.of())).isPresent()) {
                run(name, tree.getOrDefault(name, Optional.of(Set.of())).get(), evidence);
            }
        }
        assertThat(orphans()).as("objects of ours that no inventory knows").isEmpty();
    }

    private void run(ApplicationKey name, Set<ResourceKey> declared, Evidence evidence) {
        List<Desired> desired = declared.stream()
                .filter(key -> !claims.disputed(name).containsKey(key))
                .map(key -> Desired.of(JsonText.manifest("""
                    {'apiVersion':'v1','kind':'%s','metadata':{'namespace':'shop','name':'%s'}}\
                    """.formatted(key.kind(), key.name())), name))
                .toList();
        Inventory before = inventories.getOrDefault(name, Inventory.empty(name));
        Plan plan = Planner.plan(new Planner.Input(name, head, SyncPolicy.DEFAULT, desired, live, before, evidence));
        judge(name, plan, before);
        Map<ResourceKey, InventoryEntry> entries = new TreeMap<>(before.entries());
        desired.forEach(one -> entries.putIfAbsent(one.key(), InventoryEntry.announced(one.key(), "v1", head)));
        boolean isWhole = random.nextInt(4) > 0;
        for (Desired one : desired) {
            if (isWhole || random.nextBoolean()) {
                apply(name, one, entries);
            }
        }
        if (isWhole) {
            plan.prunes().forEach(prune -> prune(prune, entries));
        }
        inventories.put(name, before.with(entries));
    }

    private void apply(ApplicationKey name, Desired one, Map<ResourceKey, InventoryEntry> entries) {
        Observed there = live.get(one.key());
        String uid = there == null ? "uid-" + serial++ : there.uid();
        PruneWish wish = there == null ? PruneWish.NONE : there.wish();
        if (there == null) {
            meddled.remove(one.key());
        }
        live.put(one.key(), seen(uid, Ownership.mark(name), wish));
        // the agent may be killed before it learns the UID
        if (random.nextInt(8) > 0) {
            entries.computeIfPresent(one.key(), (_, entry) -> entry.applied("v1", uid, one.digest(), Baseline.NONE));
        }
    }

    private void prune(Prune prune, Map<ResourceKey, InventoryEntry> entries) {
        switch (prune) {
            case Prune.Delete delete -> {
                live.remove(delete.entry().key());
                entries.remove(delete.entry().key());
                deletions++;
            }
            case Prune.Hold _ -> holds++;
            case Prune.Yield _ -> yields++;
            case Prune.Keep keep -> {
                meddled.add(keep.entry().key()); // let go on purpose: nobody's from now on
                entries.remove(keep.entry().key());
            }
            case Prune.Forget forget -> entries.remove(forget.entry().key());
        }
    }

    private List<ResourceKey> orphans() {
        return live.entrySet().stream()
                .filter(entry -> !meddled.contains(entry.getKey()))
                .filter(entry -> names.stream()
                        .noneMatch(name -> entry.getValue().owner().equals(Ownership.mark(name))
                                && inventories
                                        .getOrDefault(name, Inventory.empty(name))
                                        .get(entry.getKey())
                                        .isPresent()))
                .map(Map.Entry::getKey)
                .toList();
    }

    // --- the law

    private void judge(ApplicationKey name, Plan plan, Inventory before) {
        Map<ApplicationKey, Optional<Set<ResourceKey>>> tree = commits.get(head).applications();
        int unapproved = 0;
        for (Prune prune : plan.prunes()) {
            if (prune instanceof Prune.Delete delete) {
                ResourceKey key = delete.entry().key();
                Observed object = live.get(key);
                assertThat(tree).as("a commit without anything deletes nothing").isNotEmpty();
                assertThat(tree.values())
                        .as("all that might declare it was read")
                        .allMatch(Optional::isPresent);
                assertThat(tree.values())
                        .as("nobody declares " + key)
                        .noneMatch(objects -> objects.orElseThrow().contains(key));
                assertThat(object).as("it is there").isNotNull();
                assertThat(object.owner()).as("it is marked as ours").isEqualTo(Ownership.mark(name));
                assertThat(delete.uid()).as("it is this very object").isEqualTo(object.uid());
                assertThat(before.get(key)).as("the inventory has it").isPresent();
                assertThat(before.get(key).orElseThrow().uid()).isIn("", object.uid());
                assertThat(object.wish()).isNotEqualTo(PruneWish.NEVER);
                if (object.wish() != PruneWish.APPROVED) {
                    unapproved++;
                    assertThat(key.kind()).as("nothing that holds data").isNotEqualTo("PersistentVolumeClaim");
                    assertThat(wasDeclaredBefore(name, key))
                            .as("a commit that came before took it in, so that this one took it out")
                            .isTrue();
                }
            }
        }
        boolean isWithin =
                unapproved <= 5 || unapproved <= 0.2 * before.entries().size();
        assertThat(isWithin).as(unapproved + " deletions are within the limits").isTrue();
    }

    private boolean wasDeclaredBefore(ApplicationKey name, ResourceKey key) {
        for (Revision at = head; at.isKnown(); at = commits.get(at).parent()) {
            if (commits.get(at)
                    .applications()
                    .getOrDefault(name, Optional.empty())
                    .orElse(Set.of())
                    .contains(key)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAncestor(Revision ancestor, Revision descendant) {
        for (Revision at = descendant; at.isKnown(); at = commits.get(at).parent()) {
            if (at.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
