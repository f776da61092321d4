package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// No sequence of source errors, force-pushes, empty trees, label edits, crashes or lost hubs ever plans a delete that
/// engine.md forbids, and none leaves an object of ours in no inventory.
class PruningLawTest {
    private static final int WORLDS = 300;
    private static final int STEPS = 60;

    @Test
    void noSequenceOfMishapsPlansADeleteThatTheLawForbids() {
        int deletions = 0;
        int holds = 0;
        int yields = 0;
        for (long seed = 1; seed <= WORLDS; seed++) {
            PruningWorld world = new PruningWorld(seed);
            for (int step = 0; step < STEPS; step++) {
                world.step();
            }
            deletions += world.deletions();
            holds += world.holds();
            yields += world.yields();
        }
        // the law is worth something only if there was something to judge
        assertThat(deletions).isGreaterThan(1_000);
        assertThat(holds).isGreaterThan(1_000);
        assertThat(yields).isGreaterThan(100);
    }
}
