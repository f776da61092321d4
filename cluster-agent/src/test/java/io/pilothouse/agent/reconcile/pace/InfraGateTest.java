package io.pilothouse.agent.reconcile.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InfraGateTest {
    private static final ApplicationKey ONE = new ApplicationKey("c", Layer.INFRA, "", "one");
    private static final ApplicationKey TWO = new ApplicationKey("c", Layer.INFRA, "", "two");
    private static final Revision OLD = new Revision("old");
    private static final Revision NEW = new Revision("new");

    private final AtomicInteger opened = new AtomicInteger();
    private final InfraGate gate = new InfraGate(opened::incrementAndGet);

    @Test
    void opensWhenTheLastInfraApplicationPassed() {
        // Given
        gate.await(Map.of(ONE, NEW, TWO, NEW), Set.of(ONE, TWO));
        // When
        gate.passed(ONE, NEW);
        boolean isOpenBetween = gate.isOpen();
        gate.passed(TWO, NEW);
        // Then
        assertThat(isOpenBetween).isFalse();
        assertThat(gate.isOpen()).isTrue();
        assertThat(opened).hasValue(1);
    }

    @Test
    void doesNotTakeAnOlderCommitForTheAwaitedOne() {
        // Given
        gate.await(Map.of(ONE, NEW), Set.of(ONE));
        // When
        gate.passed(ONE, OLD);
        // Then
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void doesNotWaitForAnApplicationThatLeftTheSlice() {
        // Given
        gate.await(Map.of(ONE, OLD), Set.of(ONE));
        // When
        gate.await(Map.of(), Set.of(TWO));
        // Then
        assertThat(gate.isOpen()).isTrue();
        assertThat(opened).hasValue(1);
    }
}
