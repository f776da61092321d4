package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.testkit.proxy.Asked;
import io.pilothouse.testkit.proxy.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// E-17, of the adapter alone: what it does when the API server throttles, fails, hangs, forgets or answers half.
class ApiFaultsIT {
    private static final KindName CONFIG_MAP = new KindName("v1", "ConfigMap");

    private KubeRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new KubeRig(Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private Manifest owned(String name) {
        return Ownership.stamp(rig.configMap(name, "a"), new ApplicationKey("test", Layer.APP, rig.namespace, "web"));
    }

    private StepOutcome apply(Manifest manifest) {
        return rig.tenant().apply(manifest, ApplyMode.APPLY, false);
    }

    private static boolean isList(Asked asked) {
        return asked.path().endsWith("/configmaps") && asked.isList();
    }

    private static boolean isWatch(Asked asked) {
        return asked.path().endsWith("/configmaps") && asked.isWatch();
    }

    private Sightings watching() {
        Sightings sightings = new Sightings(rig.namespace);
        rig.cluster.watchInto(sightings);
        rig.cluster.watch(CONFIG_MAP);
        return sightings;
    }

    private List<Asked> asked(Predicate<Asked> which) {
        return rig.proxy.journal().stream().filter(which).toList();
    }

    @Test
    void sendsNothingAtAllWhileTheApiServerAsksForPatience() {
        // Given
        rig.proxy.inject(Asked::isWrite, Fault.tooManyRequests(2), 1);
        // When
        StepOutcome refused = apply(owned("one"));
        StepOutcome other = apply(owned("other"));
        // Then
        assertThat(refused)
                .isInstanceOfSatisfying(
                        StepOutcome.Unreachable.class,
                        unreachable -> assertThat(unreachable.retryAfter()).isEqualTo(Duration.ofSeconds(2)));
        assertThat(other).isInstanceOf(StepOutcome.Applied.class);
        List<Asked> writes = rig.proxy.writes();
        assertThat(writes.getLast().at().minus(writes.getFirst().at())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 409, 422, 503})
    void writesAnObjectThatFailsAtMostOnceASecond(int status) {
        // Given
        rig.proxy.inject(Asked::isWrite, Fault.failing(status, "Whatever", "it does not work"));
        // When somebody insists
        IntStream.range(0, 4).forEach(_ -> assertThat(apply(owned("one"))).isInstanceOf(StepOutcome.Failure.class));
        // Then
        List<Asked> writes = rig.proxy.writes();
        assertThat(writes).hasSize(4);
        for (int i = 1; i < writes.size(); i++) {
            assertThat(writes.get(i).at().minus(writes.get(i - 1).at())).isGreaterThanOrEqualTo(Duration.ofMillis(990));
        }
        rig.proxy.heal();
        assertThat(apply(owned("one"))).isInstanceOf(StepOutcome.Applied.class);
    }

    @Test
    void givesUpOnAnAnswerThatDoesNotComeAndRecovers() {
        // Given
        rig.proxy.inject(Asked::isWrite, new Fault.Hang(Duration.ofSeconds(30)), 1);
        // When
        StepOutcome silent = apply(owned("one"));
        // Then
        assertThat(silent)
                .isInstanceOfSatisfying(
                        StepOutcome.Unreachable.class,
                        unreachable -> assertThat(unreachable.message()).contains("did not answer"));
        assertThat(apply(owned("one"))).isInstanceOf(StepOutcome.Applied.class);
    }

    @Test
    void appliesAgainWhatMayHaveBeenAppliedWhenTheAnswerIsLost() {
        // Given
        rig.proxy.inject(Asked::isWrite, new Fault.LostAnswer(), 1);
        // When
        StepOutcome lost = apply(owned("one"));
        StepOutcome again = apply(owned("one"));
        // Then the second changes nothing
        assertThat(lost).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(again)
                .isInstanceOfSatisfying(
                        StepOutcome.Applied.class,
                        applied -> assertThat(applied.isCreated()).isFalse());
    }

    @Test
    void saysThatTheCertificateExpiredAndRecoversWhenItIsRenewed() {
        // Given
        rig.proxy.expireCertificate();
        // When
        StepOutcome outcome = apply(owned("one"));
        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Unreachable.class,
                        unreachable -> assertThat(unreachable.code()).isEqualTo(Codes.CERTIFICATE));
        rig.proxy.heal();
        assertThat(apply(owned("one"))).isInstanceOf(StepOutcome.Applied.class);
    }

    @Test
    void takesNothingForGoneWhenAListIsCut() {
        // Given a watch that has to list anew, and gets half of the list, broken off or as if it were whole
        apply(owned("one"));
        apply(owned("two"));
        Sightings sightings = watching();
        Waiting.until(() -> sightings.live().containsAll(List.of("one", "two")));
        rig.proxy.inject(ApiFaultsIT::isWatch, new Fault.ExpiredWatch(), 2);
        rig.proxy.inject(ApiFaultsIT::isList, new Fault.Cut(500, true), 1);
        rig.proxy.inject(ApiFaultsIT::isList, new Fault.Cut(500, false), 1);
        rig.proxy.inject(ApiFaultsIT::isList, new Fault.Answer(200, Map.of(), "{}"), 1);
        rig.proxy.inject(ApiFaultsIT::isList, new Fault.Answer(200, Map.of(), """
            {"kind":"ConfigMapList","apiVersion":"v1","items":[],
             "metadata":{"resourceVersion":"1","remainingItemCount":2}}\
            """), 1);
        // When
        rig.proxy.endWatches();
        Waiting.until(() -> sightings.lists() >= 2);
        // Then
        assertThat(sightings.gone()).isEmpty();
        assertThat(asked(ApiFaultsIT::isList)).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void resumesAWatchThatBreaksWithoutListingAgain() {
        // Given
        apply(owned("one"));
        Sightings sightings = watching();
        Waiting.until(() -> sightings.live().contains("one"));
        Waiting.until(() -> !asked(ApiFaultsIT::isWatch).isEmpty());
        // When
        rig.proxy.dropConnections();
        Waiting.until(() -> asked(ApiFaultsIT::isWatch).size() >= 2);
        apply(owned("two"));
        // Then
        Waiting.until(() -> sightings.live().contains("two"));
        assertThat(asked(ApiFaultsIT::isList)).hasSize(1);
        assertThat(sightings.troubles()).last().isEqualTo("");
    }

    @Test
    void listsAgainWhenTheHistoryIsGoneAndTellsWhatWentMeanwhile() {
        // Given
        apply(owned("one"));
        apply(owned("two"));
        Sightings sightings = watching();
        Waiting.until(() -> sightings.live().containsAll(List.of("one", "two")));
        Waiting.until(() -> !asked(ApiFaultsIT::isWatch).isEmpty());
        rig.proxy.inject(ApiFaultsIT::isWatch, new Fault.Reset(), 2);
        rig.proxy.inject(ApiFaultsIT::isWatch, new Fault.ExpiredWatch(), 1);
        rig.proxy.dropConnections();
        rig.hand.configMaps().inNamespace(rig.namespace).withName("one").delete();
        // Then
        Waiting.until(() -> sightings.gone().contains("one"));
        assertThat(sightings.gone()).doesNotContain("two");
    }

    @Test
    void doesNotAskInALoopWhenTheHistoryIsAlwaysGone() {
        // Given
        rig.proxy.inject(ApiFaultsIT::isWatch, new Fault.ExpiredWatch());
        Sightings sightings = watching();
        Waiting.until(() -> sightings.lists() >= 3);
        // When
        int before = asked(ApiFaultsIT::isList).size();
        Duration began = asked(ApiFaultsIT::isList).getFirst().at();
        Duration now = asked(ApiFaultsIT::isList).getLast().at();
        // Then each is later than the one before by a growing pause
        assertThat(now.minus(began)).isGreaterThan(Duration.ofMillis(180L * (before - 2)));
        assertThat(sightings.troubles()).anyMatch(trouble -> trouble.contains("ended the watch"));
    }

    @Test
    void comesToKnowThatAStreamWasClosedInGoodOrder() {
        // Given
        Sightings sightings = watching();
        Waiting.until(() -> !asked(ApiFaultsIT::isWatch).isEmpty());
        // When: a watch that was asked for may not be open yet
        Waiting.until(() -> {
            rig.proxy.endWatches();
            return asked(ApiFaultsIT::isWatch).size() >= 2;
        });
        apply(owned("late"));
        // Then
        Waiting.until(() -> sightings.live().contains("late"));
        assertThat(asked(ApiFaultsIT::isList)).hasSize(1);
        assertThat(sightings.troubles()).allMatch(String::isEmpty);
    }
}
