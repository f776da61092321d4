package io.pilothouse.bench.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.pilothouse.bench.frame.Goal.Verdict;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private final Session session =
            new Session(Effort.ONCE, Asked.NOTHING, 1, new PrintStream(OutputStream.nullOutputStream()));

    @Test
    void isSortedByGoalAndKeepsTheOrderWithin() {
        // Given
        session.begin("engine");
        state("G14 writes", 0, 0);
        state("G2 b", 1, 1);
        state("G2 a", 1, 1);
        session.begin("scale");
        state("heap", 1, 1);

        // Then
        assertThat(Summary.of(session.rows()))
                .extracting(Summary.Line::measured)
                .containsExactly("G2 b", "G2 a", "G14 writes", "heap");
        assertThat(Summary.of(session.rows()))
                .extracting(Summary.Line::goal)
                .containsExactly("G2", "G2", "G14", "scale");
    }

    @Test
    void leavesOutWhatHasNoBound() {
        session.state("G5 heap", 3, "MiB", Optional.empty());
        session.leaveOut("G2 charts", "no helm");
        assertThat(Summary.of(session.rows())).isEmpty();
    }

    @Test
    void saysByHowMuchAGoalIsMissed() throws Exception {
        // Given
        session.compare(Comparison.of("G1 change", costing(3), "raw", costing(1))
                .cold()
                .goal(Goal.atMost(1.5, Measure.SERVER))
                .goal(Goal.atMost(4, Measure.SERVER)));

        // When
        List<Summary.Line> lines = Summary.of(session.rows());

        // Then
        assertThat(lines.getFirst().verdict()).isEqualTo(Verdict.MISSED);
        assertThat(lines.getFirst().excess()).isCloseTo(2, offset(1e-9));
        assertThat(lines.getLast().verdict()).isEqualTo(Verdict.MET);
        assertThat(Summary.text(session.rows()))
                .contains(
                        "G1    change",
                        "raw",
                        "3 × server time",
                        "≤ 1.5 × server time",
                        "MISSED, 2 × the bound",
                        "met");
    }

    @Test
    void saysHowMuchTooSteepAGrowthIs() {
        // Given: ten times as much for ten times as many
        TreeMap<Integer, List<Double>> costs = new TreeMap<>();
        costs.put(10, List.of(1.0, 1.0));
        costs.put(100, List.of(10.0, 10.0));

        // When
        session.fit("G1 by objects", costs, Measure.WALL, 0.1);

        // Then
        Summary.Line line = Summary.of(session.rows()).getFirst();
        assertThat(line.against()).isEqualTo("10 to 100");
        assertThat(line.excess()).isCloseTo(0.9, offset(1e-9));
        assertThat(Summary.text(session.rows())).contains("0.9 above");
    }

    @Test
    void countsWhatFailedAsMissed() {
        session.fail("G3 nothing", "the agent has ended\nand more");
        assertThat(Summary.of(session.rows()).getFirst().verdict()).isEqualTo(Verdict.ALARM);
        assertThat(Summary.text(session.rows()))
                .contains("the agent has ended", "FAILED")
                .doesNotContain("and more");
    }

    private void state(String name, double value, double most) {
        session.state(name, value, "requests", Optional.of(most));
    }

    private static Side costing(double cost) {
        return new Side() {
            private double spent;

            @Override
            public Supplier<String> run() {
                spent += cost;
                return () -> "same";
            }

            @Override
            public double serverSeconds() {
                return spent;
            }
        };
    }
}
