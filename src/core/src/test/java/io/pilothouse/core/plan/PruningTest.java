package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.annotation.PruneWish;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.SyncPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Moves and approvals; what else speaks against deleting is in [PlannerTest] and [PruningLawTest].
class PruningTest {
    private static final ApplicationKey WEB = new ApplicationKey("c", Layer.APP, "shop", "web");
    private static final ApplicationKey OTHER = new ApplicationKey("c", Layer.APP, "shop", "other");
    private static final Revision OLD = new Revision("1".repeat(40));
    private static final Revision NEW = new Revision("2".repeat(40));
    private static final Evidence GOOD = new Evidence("", _ -> true, _ -> Optional.empty());
    private static final Evidence REWRITTEN = new Evidence("", _ -> false, _ -> Optional.empty());

    private final Map<ResourceKey, Observed> live = new HashMap<>();
    private final Map<ResourceKey, InventoryEntry> entries = new TreeMap<>();

    private ResourceKey applied(String kind, String name, ApplicationKey mark) {
        ResourceKey key = new ResourceKey("", kind, "shop", name);
        entries.put(key, new InventoryEntry(key, "v1", "uid-" + name, OLD, Digest.of(name), Baseline.NONE));
        live.put(key, new Observed("uid-" + name, "1", Ownership.mark(mark), Digest.of(name), false, PruneWish.NONE));
        return key;
    }

    private List<Prune> prunes(Evidence evidence) {
        return Planner.plan(new Planner.Input(
                        WEB,
                        NEW,
                        SyncPolicy.DEFAULT,
                        List.of(),
                        live,
                        Inventory.empty(WEB).with(entries),
                        evidence))
                .prunes();
    }

    private Set<Approval> all() {
        return live.entrySet().stream()
                .map(entry -> new Approval(entry.getKey(), entry.getValue().uid()))
                .collect(Collectors.toSet());
    }

    @Test
    void staysInTheInventoryUntilTheOtherApplicationHasTakenIt() {
        // Given
        ResourceKey moving = applied("ConfigMap", "moving", WEB);
        Evidence moved = new Evidence("", _ -> true, _ -> Optional.of(OTHER));
        // When
        List<Prune> before = prunes(moved);
        applied("ConfigMap", "moving", OTHER);
        List<Prune> after = prunes(moved);
        // Then
        assertThat(before).containsExactly(new Prune.Yield(entries.get(moving), OTHER));
        assertThat(after).containsExactly(new Prune.Keep(entries.get(moving), "it moved to app/shop/other"));
    }

    @Test
    void isDeletedByItsFirstOwnerIfTheOtherLetsGoBeforeTakingIt() {
        // Given
        applied("ConfigMap", "moving", WEB);
        // Then
        assertThat(prunes(GOOD)).hasOnlyElementsOfType(Prune.Delete.class);
    }

    @Test
    void yieldsEvenWhatIsProtected() {
        // Given
        applied("StatefulSet", "db", WEB);
        // Then
        assertThat(prunes(new Evidence("", _ -> false, _ -> Optional.of(OTHER))))
                .hasOnlyElementsOfType(Prune.Yield.class);
    }

    @Test
    void anApprovalOutweighsKindsLimitsAndARewrittenHistory() {
        // Given
        for (int i = 0; i < 9; i++) {
            applied("PersistentVolumeClaim", "claim-" + i, WEB);
        }
        // Then
        assertThat(prunes(REWRITTEN)).hasSize(9).hasOnlyElementsOfType(Prune.Hold.class);
        assertThat(prunes(REWRITTEN.with(all()))).hasSize(9).hasOnlyElementsOfType(Prune.Delete.class);
    }

    @Test
    void anApprovalIsForTheObjectThatWasSeenAndNotForItsSuccessor() {
        // Given
        ResourceKey claim = applied("PersistentVolumeClaim", "claim", WEB);
        Set<Approval> approvals = Set.of(new Approval(claim, "uid-of-another"));
        // Then
        assertThat(prunes(GOOD.with(approvals))).hasOnlyElementsOfType(Prune.Hold.class);
    }

    @Test
    void anApprovalDoesNotOutweighThatGitCannotBeRead() {
        // Given
        applied("ConfigMap", "settings", WEB);
        Evidence unreadable = new Evidence("another cannot be read", _ -> true, _ -> Optional.empty());
        // Then
        assertThat(prunes(unreadable.with(all()))).hasOnlyElementsOfType(Prune.Hold.class);
    }

    @Test
    void anApprovalDoesNotOutweighWhatTheObjectItselfForbids() {
        // Given
        ResourceKey key = applied("ConfigMap", "settings", WEB);
        live.put(
                key,
                new Observed("uid-settings", "1", Ownership.mark(WEB), Digest.of("settings"), false, PruneWish.NEVER));
        // Then
        assertThat(prunes(GOOD.with(all()))).hasOnlyElementsOfType(Prune.Keep.class);
    }

    @Test
    void waitsForAWordWhereTheObjectItselfAsksForOne() {
        // Given
        ResourceKey key = applied("ConfigMap", "settings", WEB);
        live.put(
                key,
                new Observed(
                        "uid-settings", "1", Ownership.mark(WEB), Digest.of("settings"), false, PruneWish.CONFIRM));
        // Then
        assertThat(prunes(GOOD)).hasOnlyElementsOfType(Prune.Hold.class);
        assertThat(prunes(GOOD.with(all()))).hasOnlyElementsOfType(Prune.Delete.class);
    }

    @Test
    void whatIsSaidOfTheApplicationsEndCountsOnlyThen() {
        Observed kept = new Observed("u", "1", "o", Digest.of("x"), false, PruneWish.NONE, PruneWish.NEVER);
        assertThat(kept.wish(false)).isEqualTo(PruneWish.NONE);
        assertThat(kept.wish(true)).isEqualTo(PruneWish.NEVER);
        Observed approved = new Observed("u", "1", "o", Digest.of("x"), false, PruneWish.APPROVED, PruneWish.CONFIRM);
        assertThat(approved.wish(true)).isEqualTo(PruneWish.APPROVED);
    }

    @Test
    void approvedDeletionsDoNotCountAgainstTheLimits() {
        // Given
        for (int i = 0; i < 9; i++) {
            applied("ConfigMap", "map-" + i, WEB);
        }
        Set<Approval> four = all().stream()
                .filter(approval -> approval.key().name().compareTo("map-4") < 0)
                .collect(Collectors.toSet());
        // Then
        assertThat(prunes(GOOD.with(four))).hasSize(9).hasOnlyElementsOfType(Prune.Delete.class);
    }
}
