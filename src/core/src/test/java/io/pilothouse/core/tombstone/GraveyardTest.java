package io.pilothouse.core.tombstone;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraveyardTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final Revision COMMIT = new Revision("1".repeat(40));

    private static Tombstone tombstone(String name, String uid, Instant at, int size) {
        return new Tombstone(
                new ResourceKey("", "ConfigMap", "shop", name),
                "v1",
                uid,
                COMMIT,
                at,
                "",
                Json.Obj.EMPTY.with("data", new Json.Text("x".repeat(size))));
    }

    private static Tombstone tombstone(String name, Instant at) {
        return tombstone(name, "uid-" + name, at, 1);
    }

    @Test
    void keepsAnObjectForSevenDays() {
        // Given
        Graveyard graveyard =
                Graveyard.EMPTY.bury(List.of(tombstone("a", NOW)), NOW).graveyard();
        // Then
        assertThat(graveyard.at(NOW.plus(Duration.ofDays(7)).minusMillis(1)).tombstones())
                .hasSize(1);
        assertThat(graveyard.at(NOW.plus(Duration.ofDays(7))).tombstones()).isEmpty();
    }

    @Test
    void forgetsWhatIsOverWheneverSomethingIsBuried() {
        // Given
        Graveyard graveyard =
                Graveyard.EMPTY.bury(List.of(tombstone("a", NOW)), NOW).graveyard();
        Instant later = NOW.plus(Duration.ofDays(8));
        // When
        Graveyard.Buried buried = graveyard.bury(List.of(tombstone("b", later)), later);
        // Then
        assertThat(buried.graveyard().tombstones()).containsExactly(tombstone("b", later));
        assertThat(buried.dropped()).isEmpty();
    }

    @Test
    void dropsTheOldestWhereThereAreTooMany() {
        // Given
        List<Tombstone> many = new ArrayList<>();
        for (int i = 0; i < Graveyard.MOST; i++) {
            many.add(tombstone("m" + i, NOW));
        }
        Graveyard full = Graveyard.EMPTY.bury(many, NOW).graveyard();
        // When
        Graveyard.Buried buried = full.bury(List.of(tombstone("one", NOW.plusSeconds(1))), NOW.plusSeconds(1));
        // Then
        assertThat(buried.dropped()).containsExactly(tombstone("m0", NOW));
        assertThat(buried.graveyard().tombstones()).hasSize(Graveyard.MOST).doesNotContain(tombstone("m0", NOW));
    }

    @Test
    void dropsTheOldestWhereTheyAreTooLargeButNeverTheOnlyOne() {
        // Given
        Tombstone large = tombstone("large", "uid-1", NOW, Graveyard.MOST_SIZE);
        Tombstone larger = tombstone("larger", "uid-2", NOW.plusSeconds(1), Graveyard.MOST_SIZE);
        // When
        Graveyard one = Graveyard.EMPTY.bury(List.of(large), NOW).graveyard();
        Graveyard.Buried both = one.bury(List.of(larger), NOW.plusSeconds(1));
        // Then
        assertThat(one.tombstones()).containsExactly(large);
        assertThat(both.graveyard().tombstones()).containsExactly(larger);
        assertThat(both.dropped()).containsExactly(large);
    }

    @Test
    void buriesOneObjectOnceHoweverOftenItsDeletionIsTried() {
        // Given
        Graveyard once = Graveyard.EMPTY.bury(List.of(tombstone("a", NOW)), NOW).graveyard();
        Instant later = NOW.plusSeconds(60);
        // Then
        assertThat(once.bury(List.of(tombstone("a", later)), later).graveyard().tombstones())
                .containsExactly(tombstone("a", later));
    }

    @Test
    void tellsTheNewestPruneAndTheNewestOfAName() {
        // Given
        Instant later = NOW.plusSeconds(60);
        Tombstone old = tombstone("a", "uid-old", NOW, 1);
        Tombstone again = tombstone("a", "uid-again", later, 1);
        Tombstone other = tombstone("b", later);
        Graveyard graveyard = Graveyard.EMPTY
                .bury(List.of(old), NOW)
                .graveyard()
                .bury(List.of(again, other), later)
                .graveyard();
        // Then
        assertThat(graveyard.newest()).containsExactly(again, other);
        assertThat(graveyard.named("/ConfigMap/shop/a")).containsExactly(again);
        assertThat(graveyard.named("/ConfigMap/shop/c")).isEmpty();
        assertThat(graveyard.without(List.of(again, other)).newest()).containsExactly(old);
    }
}
