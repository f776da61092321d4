package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PlanHashTest {
    private static final ApplicationKey WEB = new ApplicationKey("c", Layer.APP, "shop", "web");
    private static final Revision COMMIT = new Revision("1".repeat(40));
    private static final Fingerprints KEY = new Fingerprints(new byte[32]);

    @Test
    void isTheSameForTheSamePlanHoweverFarItIs() {
        // Given
        Desired one = desired("ConfigMap", "one", "a");
        Desired other = desired("ConfigMap", "other", "b");
        // When
        Digest before = hash(plan(List.of(new Step.Create(one), new Step.Update(other)), List.of()));
        Digest after = hash(plan(List.of(new Step.Unchanged(one), new Step.Unchanged(other)), List.of()));
        // Then
        assertThat(before).isEqualTo(after);
        assertThat(before.hex()).hasSize(64);
    }

    @RepeatedTest(20)
    void doesNotDependOnTheOrderOfItsParts(RepetitionInfo repetition) {
        // Given
        Random random = new Random(repetition.getCurrentRepetition());
        List<Step> steps = new ArrayList<>();
        List<Prune> prunes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            steps.add(new Step.Create(desired("ConfigMap", "c" + i, "v" + i)));
            prunes.add(new Prune.Delete(entry("p" + i, "uid-" + i), "uid-" + i));
        }
        Digest before = hash(plan(steps, prunes));
        // When
        Collections.shuffle(steps, random);
        Collections.shuffle(prunes, random);
        // Then
        assertThat(hash(plan(steps, prunes))).isEqualTo(before);
    }

    @Test
    void changesWithEverythingThatMatters() {
        // Given
        Step step = new Step.Create(desired("ConfigMap", "one", "a"));
        InventoryEntry old = entry("old", "uid-1");
        Prune delete = new Prune.Delete(old, "uid-1");
        // When
        Set<Digest> hashes = new HashSet<>(List.of(
                hash(plan(List.of(step), List.of(delete))),
                hash(plan(List.of(), List.of(delete))),
                hash(plan(List.of(step), List.of())),
                hash(plan(List.of(new Step.Create(desired("ConfigMap", "one", "b"))), List.of(delete))),
                hash(plan(List.of(new Step.Create(desired("ConfigMap", "two", "a"))), List.of(delete))),
                hash(plan(List.of(step), List.of(new Prune.Delete(old, "uid-2")))),
                hash(plan(List.of(step), List.of(new Prune.Hold(old, "why")))),
                hash(plan(List.of(step), List.of(new Prune.Keep(old, "why")))),
                PlanHash.of(
                        new ApplicationKey("c", Layer.APP, "shop", "api"), plan(List.of(step), List.of(delete)), KEY)));
        // Then
        assertThat(hashes).hasSize(9);
    }

    @Test
    void staysWhenACommitChangesSomethingElseOrAnObjectWentByItself() {
        // Given
        Step step = new Step.Create(desired("ConfigMap", "one", "a"));
        Plan.Batch batch = new Plan.Batch(0, 0, List.of(step));
        // When
        Digest here = hash(new Plan(COMMIT, List.of(batch), List.of()));
        Digest there = hash(new Plan(
                new Revision("2".repeat(40)), List.of(batch), List.of(new Prune.Forget(entry("gone", "uid-9")))));
        // Then
        assertThat(here).isEqualTo(there);
    }

    @Test
    void nobodyCanTryASecretsValueAgainstIt() {
        // Given
        Plan plan = plan(List.of(new Step.Create(desired("Secret", "s", "aHVudGVyMg=="))), List.of());
        Plan another = plan(List.of(new Step.Create(desired("Secret", "s", "aHVudGVyMw=="))), List.of());
        // When
        Digest ours = hash(plan);
        Digest guessed = PlanHash.of(WEB, plan, new Fingerprints(new byte[] {1, 2, 3}));
        // Then
        assertThat(ours).isNotEqualTo(guessed).isNotEqualTo(hash(another)).isEqualTo(hash(plan));
    }

    private static Digest hash(Plan plan) {
        return PlanHash.of(WEB, plan, KEY);
    }

    private static Plan plan(List<Step> steps, List<Prune> prunes) {
        return new Plan(COMMIT, List.of(new Plan.Batch(0, 0, steps)), prunes);
    }

    private static InventoryEntry entry(String name, String uid) {
        ResourceKey key = new ResourceKey("", "ConfigMap", "shop", name);
        return new InventoryEntry(key, "v1", uid, COMMIT, Digest.of(name), Baseline.NONE);
    }

    private static Desired desired(String kind, String name, String value) {
        return Desired.of(JsonText.manifest("""
            {'apiVersion':'v1','kind':'%s','metadata':{'namespace':'shop','name':'%s'},'data':{'k':'%s'}}\
            """.formatted(kind, name, value)), WEB);
    }
}
