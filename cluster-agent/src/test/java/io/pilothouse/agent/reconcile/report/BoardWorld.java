package io.pilothouse.agent.reconcile.report;

import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.health.HealthKeeper;
import io.pilothouse.agent.reconcile.health.HealthMeans;
import io.pilothouse.agent.reconcile.object.Assignment;
import io.pilothouse.agent.reconcile.object.Failures;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.object.Target;
import io.pilothouse.agent.reconcile.object.Tolerance;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.evidence.Evidence;
import io.pilothouse.core.evidence.Warning;
import io.pilothouse.core.hook.HookRecord;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.plan.Prune;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.policy.IgnoreRule;
import io.pilothouse.core.policy.ObjectTarget;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.policy.SyncPolicy.DriftPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A few objects to which everything happens that can happen to an owner's objects, in any order.
final class BoardWorld {
    private static final ApplicationKey APP = new ApplicationKey("eu", Layer.APP, "shop", "web");
    private static final List<String> KINDS = List.of("v1/ConfigMap", "networking.k8s.io/v1/Ingress", "v1/Pod");

    final Random random;
    final ObjectTable table;
    final Board board;
    int rowsMade;
    boolean isKnown;
    private final int size;
    private final Target target;
    private final HealthKeeper health;
    private final Failures ofRun;
    private final Failures ofDrift;
    private final List<Consumer<Evidence>> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Instant looked = now;
    private boolean isLate;
    private List<Prune.Hold> holds = List.of();

    BoardWorld(Random random, int size) {
        this.random = random;
        this.size = size;
        this.health = new HealthKeeper(
                APP,
                HealthMeans.LEAST,
                (_, _, _, answer) -> random.nextBoolean() && asked.add(answer),
                () -> now,
                () -> {});
        this.table =
                new ObjectTable(Inventory.empty(APP), new Fingerprints(new byte[16]), new Tolerance(() -> now), health);
        this.target = new Target(APP, table);
        this.ofRun = new Failures(table::touch);
        this.ofDrift = new Failures(table::touch);
        this.board = new Board(table, health, key -> {
            rowsMade++;
            return ofRun.of(key).or(() -> ofDrift.of(key));
        });
    }

    Glance glance() {
        return new Glance(now, looked, isKnown, isLate, holds);
    }

    /// @return what happened
    String turn() {
        looked = now;
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(_ -> happen())
                .collect(Collectors.joining(", "));
    }

    private String happen() {
        int which = random.nextInt(size);
        Optional<Desired> wanted = table.desired(key(which));
        return switch (random.nextInt(19)) {
            case 0 -> {
                declare(some(random::nextBoolean));
                yield "declare";
            }
            case 1, 2, 3 -> {
                see(which);
                yield "see " + key(which);
            }
            case 4 -> {
                table.forget(key(which));
                yield "forget " + key(which);
            }
            case 5, 6, 7 -> {
                wanted.ifPresent(one -> table.applied(
                        one,
                        new StepOutcome.Applied(
                                true,
                                random.nextInt(4) == 0
                                        ? live(which)
                                        : one.manifest().content()),
                        new Revision("a".repeat(40))));
                yield "apply " + key(which);
            }
            case 8 -> {
                table.announce(key(which), manifest(which, 0).apiVersion(), new Revision("b".repeat(40)));
                yield "announce " + key(which);
            }
            case 9 -> {
                table.strike(key(which));
                yield "strike " + key(which);
            }
            case 10 -> {
                table.made(desired(which), live(which));
                yield "make " + key(which);
            }
            case 11 -> {
                Failures failures = random.nextBoolean() ? ofRun : ofDrift;
                switch (random.nextInt(4)) {
                    case 0 -> failures.clear();
                    case 1 -> failures.remove(key(which));
                    case 2 -> failures.keepOnly(Set.of(key(which)));
                    default -> failures.put(key(which), new StepOutcome.Rejected("PH-1", "no. " + random.nextInt(3)));
                }
                yield "fail " + key(which);
            }
            case 12 -> {
                now = now.plus(Duration.ofSeconds(random.nextInt(100)));
                yield "a minute";
            }
            case 13 -> {
                now = now.plus(Duration.ofHours(random.nextInt(40) - 10));
                yield "a day, or a clock that is put back";
            }
            case 14, 15 -> {
                if (!asked.isEmpty()) {
                    asked.remove(random.nextInt(asked.size())).accept(evidence());
                }
                yield "evidence";
            }
            case 16 -> {
                isKnown = random.nextInt(4) > 0;
                yield "known " + isKnown;
            }
            case 17 -> {
                isLate = random.nextBoolean();
                table.keep(HookRecord.NONE);
                yield "late " + isLate;
            }
            default -> {
                holds = some(() -> random.nextInt(4) == 0).stream()
                        .map(one -> new Prune.Hold(
                                InventoryEntry.announced(key(one), "v1", Revision.NONE), "why " + random.nextInt(2)))
                        .toList();
                yield "hold";
            }
        };
    }

    private List<Integer> some(java.util.function.BooleanSupplier isOneOfThem) {
        return IntStream.range(0, size)
                .filter(_ -> isOneOfThem.getAsBoolean())
                .boxed()
                .toList();
    }

    void declareAll() {
        declare(some(() -> true));
    }

    private void declare(List<Integer> which) {
        IgnoreRule rule = new IgnoreRule(
                new ObjectTarget("", KINDS.get(random.nextInt(3)).replaceAll(".*/", ""), "", ""),
                List.of("/data"),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(random.nextInt(2))),
                "because",
                new Origin("app.yaml", 1, 1));
        DriftPolicy drift = random.nextInt(4) == 0 ? DriftPolicy.IGNORE : DriftPolicy.RECONCILE;
        target.declare(new Assignment.Declared(
                new Revision("c".repeat(40)),
                now,
                new ApplicationPolicy(SyncPolicy.DEFAULT.with(drift), List.of(rule), List.of(), ""),
                which.stream().map(this::desired).toList(),
                Map.of(),
                () -> {
                    throw new AssertionError("nobody asks about deleting");
                }));
    }

    void see(int which) {
        table.see(key(which), live(which));
    }

    private Desired desired(int which) {
        return Desired.of(manifest(which, random.nextInt(2)), APP);
    }

    private static ResourceKey key(int which) {
        return manifest(which, 0).key();
    }

    private static Manifest manifest(int which, int value) {
        String kind = KINDS.get(which % KINDS.size());
        int slash = kind.lastIndexOf('/');
        return Manifest.of(
                Json.Obj.EMPTY
                        .with("apiVersion", new Json.Text(kind.substring(0, slash)))
                        .with("kind", new Json.Text(kind.substring(slash + 1)))
                        .with("metadata", Json.ofTexts(Map.of("namespace", "shop", "name", "n" + which)))
                        .with("data", Json.ofTexts(Map.of("value", "" + value))),
                new Origin("n" + which + ".yaml", 1, 1));
    }

    private Json.Obj live(int which) {
        Json.Obj content = desired(which).manifest().content();
        Json.Obj metadata = content.object("metadata")
                .with("uid", new Json.Text("u" + which))
                .with("resourceVersion", new Json.Text("" + random.nextInt(1_000)))
                .with(
                        "creationTimestamp",
                        new Json.Text(now.minusSeconds(random.nextInt(120)).toString()));
        Json.Obj terminating =
                random.nextInt(5) == 0 ? metadata.with("deletionTimestamp", new Json.Text(now.toString())) : metadata;
        return content.with("metadata", terminating)
                .with("status", Json.ofTexts(Map.of("phase", random.nextBoolean() ? "Pending" : "Failed")));
    }

    private Evidence evidence() {
        return new Evidence(
                Optional.empty(),
                Optional.of(new Warning("Event" + random.nextInt(3), "the node burnt", "Pod n", Instant.EPOCH)),
                List.of());
    }

    // --- the truth, by going through all of them

    SortedSet<ResourceKey> drifted() {
        return table.desired().stream()
                .filter(wanted -> table.isApplied(wanted)
                        && wanted.drift().orElse(target.policy().drift()) != DriftPolicy.IGNORE
                        && table.live(wanted.key())
                                .map(live -> !live.drift().isEmpty()
                                        && !live.observed().isTerminating())
                                .orElse(true))
                .map(Desired::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean isMatching() {
        return table.desired().stream().allMatch(table::matches);
    }

    Set<KindName> kinds() {
        Set<KindName> kinds = new HashSet<>();
        table.desired().forEach(wanted -> kinds.add(KindName.of(wanted)));
        table.entries().values().forEach(entry -> kinds.add(KindName.of(entry)));
        return kinds;
    }
}
