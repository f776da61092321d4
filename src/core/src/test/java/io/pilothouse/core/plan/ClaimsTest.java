package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private static final ApplicationKey A = new ApplicationKey("c", Layer.APP, "shop", "a");
    private static final ApplicationKey B = new ApplicationKey("c", Layer.APP, "shop", "b");
    private static final ResourceKey ONE = new ResourceKey("", "ConfigMap", "shop", "one");
    private static final ResourceKey TWO = new ResourceKey("", "ConfigMap", "shop", "two");
    private static final Revision COMMIT = new Revision("1".repeat(40));

    private static Claims claims(Claims before, Object... readings) {
        Map<ApplicationKey, Optional<Set<ResourceKey>>> read = new TreeMap<>();
        for (int i = 0; i < readings.length; i += 2) {
            read.put(
                    (ApplicationKey) readings[i],
                    readings[i + 1] instanceof Set<?> set
                            ? Optional.of(
                                    set.stream().map(ResourceKey.class::cast).collect(Collectors.toSet()))
                            : Optional.empty());
        }
        return before.at(List.of(A, B), read);
    }

    @Test
    void ofTwoApplicationsThatDeclareAnObjectTheFirstHasIt() {
        // When
        Claims claims = claims(Claims.NONE, B, Set.of(ONE, TWO), A, Set.of(ONE));
        // Then
        assertThat(claims.owners()).isEqualTo(Map.of(ONE, A, TWO, B));
        assertThat(claims.disputed(B)).isEqualTo(Map.of(ONE, A));
        assertThat(claims.disputed(A)).isEmpty();
        assertThat(claims.objection(COMMIT)).isEmpty();
    }

    @Test
    void anApplicationThatCannotBeReadKeepsWhatItDeclaredAndForbidsDeleting() {
        // Given
        Claims before = claims(Claims.NONE, A, Set.of(ONE), B, Set.of(TWO));
        // When
        Claims claims = claims(before, B, "unreadable");
        Claims mended = claims(claims, B, Set.of());
        // Then
        assertThat(claims.owners()).containsEntry(TWO, B).containsEntry(ONE, A);
        assertThat(claims.objection(COMMIT)).contains("app/shop/b cannot be read", "11111111");
        assertThat(mended.objection(COMMIT)).isEmpty();
        assertThat(mended.owners()).doesNotContainKey(TWO);
    }

    @Test
    void anApplicationThatWasNeverReadForbidsDeletingToo() {
        assertThat(claims(Claims.NONE, A, Set.of(ONE), B, "unreadable").objection(COMMIT))
                .contains("app/shop/b");
    }

    @Test
    void aCommitWithoutAnyApplicationForbidsDeleting() {
        // Given
        Claims before = claims(Claims.NONE, A, Set.of(ONE));
        // When
        Claims claims = before.at(List.of(), Map.of());
        // Then
        assertThat(claims.objection(COMMIT)).contains("no application at all");
        assertThat(claims.owners()).isEmpty();
    }

    @Test
    void whatLeftTheCommitClaimsNothing() {
        // Given
        Claims before = claims(Claims.NONE, A, Set.of(ONE), B, "unreadable");
        // Then
        assertThat(before.at(List.of(A), Map.of()).objection(COMMIT)).isEmpty();
    }
}
