package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import org.junit.jupiter.api.Test;

class LineageTest {
    private static final ApplicationKey WEB = new ApplicationKey("c", Layer.APP, "shop", "web");

    private final FakeSource source = new FakeSource("c");

    @Test
    void knowsItsAncestors() {
        // Given
        Revision first = source.commit(WEB);
        Revision second = source.commit(WEB);
        // When
        Lineage lineage = Lineage.of(source, second);
        // Then
        assertThat(lineage.isAncestor(first)).isTrue();
        assertThat(lineage.isAncestor(second)).isTrue();
        assertThat(lineage.isAncestor(Revision.NONE)).isFalse();
    }

    @Test
    void doesNotTakeARewrittenPastForItsOwn() {
        // Given
        Revision first = source.commit(WEB);
        Lineage before = Lineage.of(source, first);
        // When
        Lineage after = before.advance(source.forcePush(WEB));
        // Then
        assertThat(after.isAncestor(first)).isFalse();
    }

    @Test
    void remembersWhatAShallowCloneForgets() {
        // Given
        Revision first = source.commit(WEB);
        Lineage lineage = Lineage.of(source, first);
        Revision second = source.commit(WEB);
        lineage = lineage.advance(second);
        assertThat(lineage.isAncestor(first)).isTrue();
        source.shallowAt(second);
        // When
        lineage = lineage.advance(source.commit(WEB));
        // Then
        assertThat(lineage.isAncestor(first)).isTrue();
    }

    @Test
    void asksAgainForWhatAShallowCloneDidNotKnow() {
        // Given
        Revision first = source.commit(WEB);
        Revision second = source.commit(WEB);
        source.shallowAt(second);
        Lineage lineage = Lineage.of(source, second);
        assertThat(lineage.isAncestor(first)).isFalse();
        // When
        source.deepenAt(second, first);
        // Then
        assertThat(lineage.isAncestor(first)).isTrue();
    }
}
