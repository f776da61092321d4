package io.pilothouse.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final ResourceKey KEY = new ResourceKey("apps", "Deployment", "shop", "web");
    private static final Digest OLD = new Digest("old");
    private static final Digest NEW = new Digest("new");

    private static Verdict deployment(long generation, long observed) {
        return Checkup.PLAIN.assess(KEY, JsonText.parse("""
            {'metadata':{'generation':%d},'spec':{'replicas':1},'status':{'observedGeneration':%d,'replicas':1,
             'updatedReplicas':1,'readyReplicas':1,'availableReplicas':1}}\
            """.formatted(generation, observed)), Optional.empty(), T0);
    }

    @Test
    void isProvenByHealthOfThisGenerationAndThisCommit() {
        assertThat(new Claim(KEY, NEW, NEW, 2).isProvenBy(deployment(2, 2), T0)).isTrue();
        assertThat(new Claim(KEY, NEW, NEW, 2).isProvenBy(deployment(3, 3), T0)).isTrue();
    }

    @Test
    void isNotProvenByHealthFromBeforeTheApply() {
        assertThat(new Claim(KEY, NEW, NEW, 2).isProvenBy(deployment(1, 1), T0)).isFalse();
    }

    @Test
    void isNotProvenBeforeTheControllerSawTheGeneration() {
        assertThat(new Claim(KEY, NEW, NEW, 2).isProvenBy(deployment(2, 1), T0)).isFalse();
    }

    @Test
    void isNotProvenByHealthOfAnotherCommit() {
        assertThat(new Claim(KEY, NEW, OLD, 2).isProvenBy(deployment(2, 2), T0)).isFalse();
    }

    @Test
    void takesEveryGenerationForNewWhenItDoesNotKnowItsOwn() {
        assertThat(new Claim(KEY, NEW, NEW, 0).isProvenBy(deployment(7, 7), T0)).isTrue();
    }

    @Test
    void takesWhatIsStoppedOnPurposeForDone() {
        // Given
        Verdict paused = Checkup.PLAIN.assess(
                KEY,
                JsonText.parse(
                        "{'metadata':{'generation':1},'spec':{'paused':true},'status':{'observedGeneration':1}}"),
                Optional.empty(),
                T0);
        // Then
        assertThat(new Claim(KEY, NEW, NEW, 1).isProvenBy(paused, T0)).isTrue();
    }

    @Test
    void letsTheUserOfAVolumeFollowTheClaimThatWaitsForItsUser() {
        // Given a claim that is bound only when a pod of a later wave uses it
        ResourceKey volume = new ResourceKey("", "PersistentVolumeClaim", "shop", "data");
        Verdict pending =
                Checkup.PLAIN.assess(volume, JsonText.parse("{'status':{'phase':'Pending'}}"), Optional.empty(), T0);
        Claim claim = new Claim(volume, NEW, NEW, 0);
        // Then
        assertThat(claim.isEnoughFor(pending, T0)).isTrue();
        assertThat(claim.isProvenBy(pending, T0)).isFalse();
        assertThat(claim.isEnoughFor(pending, T0.plusSeconds(601))).isFalse();
        assertThat(new Claim(volume, NEW, OLD, 0).isEnoughFor(pending, T0)).isFalse();
        assertThat(new Claim(KEY, NEW, NEW, 2).isEnoughFor(deployment(2, 1), T0))
                .isFalse();
    }
}
