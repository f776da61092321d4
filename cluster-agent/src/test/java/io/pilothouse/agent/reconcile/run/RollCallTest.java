package io.pilothouse.agent.reconcile.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RollCallTest {
    private final RollCall rollCall = new RollCall();
    private final Set<Integer> ready = new HashSet<>();
    private int asked;

    private boolean isComplete(List<Integer> all) {
        return rollCall.isComplete(all, one -> {
            asked++;
            return ready.contains(one);
        });
    }

    @Test
    void isCompleteExactlyWhenAllAreReadyAtOnce() {
        // whatever was ready, is, and comes and goes in between
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Integer> all = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                if (random.nextInt(10) == 0) {
                    all = new ArrayList<>(
                            IntStream.range(0, random.nextInt(6)).boxed().toList());
                }
                int one = random.nextInt(6);
                if (random.nextInt(3) == 0) {
                    ready.remove(one);
                } else {
                    ready.add(one);
                }
                assertThat(isComplete(all)).isEqualTo(ready.containsAll(all));
            }
        }
    }

    @Test
    void asksAboutTwoRoundsWhileAllBecomeReadyInWhateverOrder() {
        // Given
        int size = 10_000;
        List<Integer> all = IntStream.range(0, size).boxed().toList();
        List<Integer> order = new ArrayList<>(all);
        Collections.shuffle(order, new Random(1));
        // When
        for (Integer one : order) {
            ready.add(one);
            isComplete(all);
        }
        // Then
        assertThat(isComplete(all)).isTrue();
        assertThat(asked).isLessThan(5 * size);
    }
}
