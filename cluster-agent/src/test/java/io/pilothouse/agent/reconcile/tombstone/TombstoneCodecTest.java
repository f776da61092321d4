package io.pilothouse.agent.reconcile.tombstone;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.tombstone.Graveyard;
import io.pilothouse.core.tombstone.Tombstone;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TombstoneCodecTest {
    private static final ApplicationKey WEB = new ApplicationKey("c", Layer.APP, "shop", "web");
    private final Sealing sealing = new Sealing(new byte[32]);

    private static Tombstone tombstone(String kind) {
        Json.Obj metadata = Json.ofTexts(Map.of("name", "login"))
                .with("annotations", Json.ofTexts(Map.of("last-applied", "canary-2")));
        return new Tombstone(
                new ResourceKey("", kind, "shop", "login"),
                "v1",
                "uid-1",
                new Revision("1".repeat(40)),
                Instant.parse("2026-05-01T00:00:00Z"),
                "deployer",
                Json.Obj.EMPTY.with("metadata", metadata).with("data", Json.ofTexts(Map.of("password", "canary-1"))));
    }

    @Test
    void readsWhatItWrote() {
        // Given
        Graveyard graveyard = new Graveyard(List.of(tombstone("ConfigMap"), tombstone("Secret")));
        // Then
        assertThat(TombstoneCodec.read(TombstoneCodec.write(WEB, graveyard))).isEqualTo(graveyard);
    }

    @Test
    void leavesOutWhatCannotBeRead() {
        // Given
        Json.Obj document = TombstoneCodec.write(WEB, new Graveyard(List.of(tombstone("ConfigMap"))));
        Json broken = Json.ofTexts(Map.of("kind", "ConfigMap", "deletedAt", "yesterday"));
        List<Json> items =
                List.of(broken, new Json.Text("x"), document.items("tombstones").getFirst());
        // Then
        assertThat(TombstoneCodec.read(document.with("tombstones", new Json.Arr(items)))
                        .tombstones())
                .containsExactly(tombstone("ConfigMap"));
    }

    @Test
    void sealsEveryValueOfASecretAndOpensItAgain() {
        // Given
        Tombstone secret = tombstone("Secret");
        // When
        Tombstone sealed = TombstoneCodec.seal(secret, sealing);
        // Then
        assertThat(sealed.content().canonical()).contains("password").doesNotContain("canary");
        assertThat(TombstoneCodec.open(sealed, sealing)).contains(secret);
        assertThat(TombstoneCodec.isSecret(secret)).isTrue();
        assertThat(TombstoneCodec.isSecret(tombstone("ConfigMap"))).isFalse();
    }

    @Test
    void doesNotOpenWhatAnotherKeySealed() {
        // Given
        byte[] key = new byte[32];
        key[5] = 1;
        // Then
        assertThat(TombstoneCodec.open(TombstoneCodec.seal(tombstone("Secret"), sealing), new Sealing(key)))
                .isEmpty();
    }
}
