package io.pilothouse.agent.reconcile.tombstone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealingTest {
    private final Sealing sealing = new Sealing(new byte[32]);

    @Test
    void opensWhatItSealed() {
        assertThat(sealing.open(sealing.seal("geheim: ü", "this"), "this")).contains("geheim: ü");
        assertThat(sealing.open(sealing.seal("", "this"), "this")).contains("");
    }

    @Test
    void sealsTheSameTextDifferentlyEachTime() {
        assertThat(sealing.seal("secret", "this")).isNotEqualTo(sealing.seal("secret", "this"));
    }

    @Test
    void doesNotOpenWhatBelongsToAnotherObject() {
        assertThat(sealing.open(sealing.seal("secret", "this"), "that")).isEmpty();
    }

    @Test
    void doesNotOpenWithAnotherKey() {
        // Given
        byte[] key = new byte[32];
        key[0] = 1;
        // Then
        assertThat(new Sealing(key).open(sealing.seal("secret", "this"), "this"))
                .isEmpty();
    }

    @Test
    void doesNotOpenWhatWasChanged() {
        // Given
        byte[] sealed = Base64.getDecoder().decode(sealing.seal("secret", "this"));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            // Then
            assertThat(sealing.open(Base64.getEncoder().encodeToString(changed), "this"))
                    .as("byte " + i)
                    .isEmpty();
        }
        assertThat(sealing.open("", "this")).isEmpty();
        assertThat(sealing.open("not base64!", "this")).isEmpty();
    }
}
