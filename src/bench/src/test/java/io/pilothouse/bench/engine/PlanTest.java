package io.pilothouse.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.bench.frame.Asked;
import io.pilothouse.bench.frame.Effort;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.ObjectSet.Shape;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void takesFifteenPairsWhereGoalsAreStated() {
        Plan plan = plan(Effort.FULL, Asked.NOTHING);
        assertThat(plan.sizes()).containsExactly(10, 100, 1_000, 10_000);
        assertThat(plan.usual()).isEqualTo(1_000);
        assertThat(plan.rounds(1_000)).isEqualTo(15);
        assertThat(plan.starts(1_000)).isEqualTo(15);
        assertThat(plan.rounds(10_000)).isLessThan(plan.rounds(1_000));
        assertThat(plan.windows(10_000)).isZero();
    }

    @Test
    void measuresTheSmallestFirst() {
        Plan plan = plan(Effort.FULL, new Asked(Set.of(), List.of(5_000, 50), OptionalInt.empty()));
        assertThat(plan.sizes()).containsExactly(50, 5_000);
        assertThat(plan.usual()).isEqualTo(50);
    }

    @Test
    void usesTheOnlySizeThereIs() {
        Plan plan = plan(Effort.FULL, new Asked(Set.of(), List.of(5_000), OptionalInt.empty()));
        assertThat(plan.usual()).isEqualTo(5_000);
    }

    @Test
    void waitsOnceForAnAgentToSettleInAQuickRun() {
        Plan plan = plan(Effort.QUICK, Asked.NOTHING);
        assertThat(plan.sizes().stream().filter(plan::isSettling)).containsExactly(100);
    }

    @Test
    void takesAsManyPairsAsSomebodyAskedFor() {
        Plan plan = plan(Effort.QUICK, new Asked(Set.of("G4"), List.of(1_000), OptionalInt.of(1)));
        assertThat(plan.rounds(1_000)).isEqualTo(1);
        assertThat(plan.changes()).isEqualTo(1);
        assertThat(plan.isWanted("G1", "G4")).isTrue();
        assertThat(plan.isWanted("G14")).isFalse();
    }

    @Test
    void statesGoalsOfManyObjectsForManyOnly() {
        assertThat(Plan.isStated(ObjectSet.of(Shape.CONFIG_MAPS, 999, 1))).isFalse();
        assertThat(Plan.isStated(ObjectSet.of(Shape.CONFIG_MAPS, 1_000, 1))).isTrue();
    }

    private static Plan plan(Effort effort, Asked asked) {
        return Plan.of(new Session(effort, asked, 1, new PrintStream(OutputStream.nullOutputStream())));
    }
}
