package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private static final ApplicationKey A = new ApplicationKey("c", Layer.APP, "shop", "a");
    private static final ApplicationKey B = new ApplicationKey("c", Layer.APP, "shop", "b");
    private static final ResourceKey ONE = new ResourceKey("", "ConfigMap", "shop", "one");
    private static final ResourceKey TWO = new ResourceKey("", "ConfigMap", "shop", "two");
    private static final Revision COMMIT = new Revision("1".repeat(40));

    @Test
    void ofTwoApplicationsThatDeclareAnObjectTheFirstHasIt() {
        // When
        Claims claims = Claims.NONE.with(B, List.of(ONE, TWO)).with(A, List.of(ONE));
        // Then
        assertThat(claims.owners()).isEqualTo(Map.of(ONE, A, TWO, B));
        assertThat(claims.disputed(B)).isEqualTo(Map.of(ONE, A));
        assertThat(claims.disputed(A)).isEmpty();
        assertThat(claims.objection(COMMIT)).isEmpty();
    }

    @Test
    void anApplicationThatCannotBeReadKeepsWhatItDeclaredAndForbidsDeleting() {
        // When
        Claims claims = Claims.NONE.with(A, List.of(ONE)).with(B, List.of(TWO)).withUnreadable(B);
        // Then
        assertThat(claims.owners()).containsEntry(TWO, B);
        assertThat(claims.objection(COMMIT)).contains("app/shop/b cannot be read", "11111111");
        assertThat(claims.with(B, List.of()).objection(COMMIT)).isEmpty();
        assertThat(claims.with(B, List.of()).owners()).doesNotContainKey(TWO);
    }

    @Test
    void anApplicationThatWasNeverReadForbidsDeletingToo() {
        assertThat(Claims.NONE.with(A, List.of(ONE)).withUnreadable(B).objection(COMMIT))
                .contains("app/shop/b");
    }

    @Test
    void aCommitWithoutAnyApplicationForbidsDeleting() {
        // Given
        Claims claims = Claims.NONE.with(A, List.of(ONE));
        // Then
        assertThat(claims.only(List.of()).objection(COMMIT)).contains("no application at all");
        assertThat(claims.only(List.of(A)).owners()).containsKey(ONE);
    }

    @Test
    void whatLeftTheCommitClaimsNothing() {
        assertThat(Claims.NONE
                        .with(A, List.of(ONE))
                        .withUnreadable(B)
                        .only(List.of(A))
                        .objection(COMMIT))
                .isEmpty();
    }
}
