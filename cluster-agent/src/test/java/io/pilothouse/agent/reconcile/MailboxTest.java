package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.reconcile.object.Assignment;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final KindName MAPS = new KindName("v1", "ConfigMap");
    private static final ResourceKey SETTINGS = new ResourceKey("", "ConfigMap", "shop", "settings");

    private final Mailbox mailbox = new Mailbox();

    private static Mailbox.Sighting sighting(ResourceKey key, String version) {
        return new Mailbox.Sighting(MAPS, key, Optional.of(Json.Obj.EMPTY), version, Instant.EPOCH);
    }

    private static Assignment assignment(String revision) {
        return new Assignment.Refused(new Revision(revision), Instant.EPOCH, List.of());
    }

    @Test
    void keepsOnlyTheNewestOfEachObjectAndOfTheAssignments() {
        // When
        for (int i = 0; i < 10_000; i++) {
            mailbox.see(sighting(SETTINGS, "" + i));
            mailbox.assign(assignment("" + i), i == 5);
        }
        Mailbox.Inbox inbox = mailbox.drain();
        // Then
        assertThat(inbox.sightings())
                .extracting(Mailbox.Sighting::resourceVersion)
                .containsExactly("9999");
        assertThat(inbox.assignment()).map(Assignment::revision).contains(new Revision("9999"));
        assertThat(inbox.isSyncNow()).isTrue();
        assertThat(mailbox.drain().sightings()).isEmpty();
    }

    @Test
    void doesNotRetireWhileAnAssignmentWaits() {
        // Given
        mailbox.assign(assignment("1"), false);
        // When
        boolean isRetired = mailbox.retire();
        mailbox.drain();
        boolean isRetiredThen = mailbox.retire();
        // Then
        assertThat(isRetired).isFalse();
        assertThat(isRetiredThen).isTrue();
        assertThat(mailbox.assign(assignment("2"), false)).isFalse();
    }

    @Test
    void wakesWhoWaits() throws Exception {
        // Given
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                mailbox.await(Duration.ofHours(1));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        // When
        mailbox.poke();
        // Then
        assertThat(waiter.join(Duration.ofSeconds(20))).isTrue();
    }
}
