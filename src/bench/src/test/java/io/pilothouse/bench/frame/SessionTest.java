package io.pilothouse.bench.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.pilothouse.bench.frame.Goal.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Effort four = new Effort(4, 2, Duration.ZERO, Duration.ZERO, true);
    private final Session session = session(four, Asked.NOTHING);
    private final List<String> calls = new ArrayList<>();

    private Session session(Effort effort, Asked asked) {
        return new Session(effort, asked, 1, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Test
    void alternatesWhichSideGoesFirst() throws Exception {
        // When
        session.compare(Comparison.of("work", side("a", 1_000), "other", side("b", 1_000))
                .cold());

        // Then
        assertThat(String.join("", calls)).isEqualTo("abbaabba");
        assertThat(pairs()).hasSize(4).extracting(Pair::isOursFirst).containsExactly(true, false, true, false);
    }

    @Test
    void preparesEveryRunWithoutMeasuringIt() throws Exception {
        // Given
        Side slowToPrepare = new Side() {
            @Override
            public void prepare() {
                spin(30_000_000);
                calls.add("p");
            }

            @Override
            public Supplier<String> run() {
                calls.add("r");
                return () -> "same";
            }
        };

        // When
        session.compare(
                Comparison.of("work", slowToPrepare, "other", side("", 1_000)).cold());

        // Then
        assertThat(calls.stream().filter(call -> !call.isEmpty()))
                .containsExactly("p", "r", "p", "r", "p", "r", "p", "r");
        assertThat(pairs()).anySatisfy(pair -> assertThat(pair.ours().wall()).isLessThan(0.03));
    }

    @Test
    void judgesByTheRatioOfEveryPair() throws Exception {
        // When
        session.compare(Comparison.of("work", side("a", 200_000), "slow", side("b", 20_000_000))
                .cold()
                .goal(Goal.atLeast(0.0001, Measure.WALL))
                .goal(Goal.atMost(0.0000001, Measure.WALL)));

        // Then
        assertThat(session.rows().getFirst().verdicts()).containsExactly(Verdict.MET, Verdict.ALARM);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("pair  4/4")
                .contains("load")
                .contains("steal");
    }

    @Test
    void fitsSizesThatWereMeasuredOneAfterTheOther() {
        // Given: twice as much for ten times as many, of one size taken more often than of the other
        SortedMap<Integer, List<Double>> costs = new TreeMap<>();
        costs.put(10, List.of(10.0, 9.0, 11.0, 10.0));
        costs.put(100, List.of(20.0, 19.0, 21.0));

        // When
        session.fit("work, by size", costs, Measure.WALL, 0.5);

        // Then
        Row.Grown row = (Row.Grown) session.rows().getFirst();
        assertThat(row.slope().median()).isCloseTo(Math.log10(2), offset(1e-9));
        assertThat(row.medians()).containsEntry(10, 10.0).containsEntry(100, 20.0);
        assertThat(row.slope().low()).isLessThan(row.slope().median());
        assertThat(row.lines()).isEqualTo(3);
        assertThat(row.verdicts()).containsExactly(Verdict.MET);
    }

    @Test
    void letsOneRunOfOursStandBesideSeveral() throws Exception {
        // Given
        Side ours = side("o", 1_000);

        // When
        List<List<Pair>> pairs = session.compare(
                List.of(
                        Comparison.of("work", ours, "raw", side("r", 1_000)).cold(),
                        Comparison.of("work", ours, "tool", side("t", 1_000)).cold()),
                2);

        // Then
        assertThat(String.join("", calls)).isEqualTo("orttro");
        assertThat(pairs).hasSize(2).allSatisfy(each -> assertThat(each).hasSize(2));
        assertThat(pairs.getFirst().get(1).ours())
                .isEqualTo(pairs.getLast().get(1).ours());
        assertThat(session.rows()).hasSize(2);
    }

    @Test
    void failsOnlyWhoDidSomethingElse() throws Exception {
        // Given
        Side ours = () -> () -> "right";

        // When
        session.compare(
                List.of(
                        Comparison.of("work", ours, "raw", () -> () -> "wrong").cold(),
                        Comparison.of("work", ours, "tool", () -> () -> "right").cold()),
                2);

        // Then
        assertThat(session.rows().getFirst()).isInstanceOf(Row.Failed.class);
        assertThat(session.rows().getLast()).isInstanceOf(Row.Compared.class);
    }

    @Test
    void clearsASideAwayBeforeTheNextBegins() throws Exception {
        // When
        session.compare(
                Comparison.of("work", clearing("a", "same"), "other", clearing("b", "same"))
                        .cold(),
                2);

        // Then
        assertThat(String.join("", calls)).isEqualTo("aAbBbBaA");
    }

    @Test
    void clearsAwayWhatFailed() {
        // Given
        Side broken = new Side() {
            @Override
            public Supplier<String> run() throws Exception {
                throw new java.io.IOException("it fell");
            }

            @Override
            public void clear() {
                calls.add("cleared");
            }
        };

        // When, then
        assertThatThrownBy(() -> session.compare(
                        Comparison.of("work", broken, "other", side("b", 1)).cold()))
                .hasMessage("it fell");
        assertThat(calls).containsExactly("cleared");
    }

    @Test
    void doesWhatWasAskedFor() {
        // Given
        Session asked = session(Effort.FULL, new Asked(Set.of("G1"), List.of(7), OptionalInt.of(2)));

        // Then
        assertThat(asked.isWanted("G1")).isTrue();
        assertThat(asked.isWanted("G14")).isFalse();
        assertThat(asked.sizes(List.of(10, 100))).containsExactly(7);
        assertThat(asked.pairs(15)).isEqualTo(2);
    }

    @Test
    void doesAsUsualWhereNothingWasAskedFor() {
        assertThat(session.isWanted("G1")).isTrue();
        assertThat(session.sizes(List.of(10, 100))).containsExactly(10, 100);
        assertThat(session.pairs(15)).as("quick").isEqualTo(4);
        assertThat(session.pairs(2)).isEqualTo(2);
        assertThat(session(Effort.FULL, Asked.NOTHING).pairs(60)).isEqualTo(60);
    }

    @Test
    void judgesAFigureByItsWorseEnd() {
        // When
        session.state("G4 lag", List.of(10.0, 11.0, 12.0, 30.0, 31.0), "ms", Optional.of(15.0));

        // Then
        Row.Stated row = (Row.Stated) session.rows().getFirst();
        assertThat(row.value().median()).isEqualTo(12);
        assertThat(row.times()).isEqualTo(5);
        assertThat(row.verdicts()).containsExactly(Verdict.MISSED);
    }

    @Test
    void tellsOfEveryRow() {
        // Given
        List<Integer> seen = new ArrayList<>();
        session.tell(() -> seen.add(session.rows().size()));

        // When
        session.state("heap", 1, "MiB", Optional.empty());
        session.fail("broken", "it fell");

        // Then
        assertThat(seen).containsExactly(1, 2);
    }

    private Side clearing(String name, String result) {
        return new Side() {
            @Override
            public Supplier<String> run() {
                calls.add(name);
                return () -> result;
            }

            @Override
            public void clear() {
                calls.add(name.toUpperCase(java.util.Locale.ROOT));
            }
        };
    }

    @Test
    void saysWhereThereIsNothingToFit() {
        session.fit("work, by size", new TreeMap<>(), Measure.WALL, 0.5);
        assertThat(session.rows().getFirst()).isInstanceOf(Row.LeftOut.class);
    }

    @Test
    void countsWhatTheServersHadToDo() throws Exception {
        // Given
        Side cheap = serving("cheap", 1);
        Side dear = serving("dear", 4);

        // When
        session.compare(Comparison.of("ask", cheap, "ask more", dear).cold().goal(Goal.atMost(0.5, Measure.SERVER)));

        // Then
        Row.Compared row = (Row.Compared) session.rows().getFirst();
        assertThat(Objects.requireNonNull(row.ratios().get(Measure.SERVER)).median())
                .isCloseTo(0.25, offset(1e-9));
        assertThat(row.verdicts()).containsExactly(Verdict.MET);
    }

    private static Side serving(String name, double cost) {
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

            @Override
            public String toString() {
                return name;
            }
        };
    }

    @Test
    void failsASideThatDoesSomethingElse() throws Exception {
        // When
        session.compare(Comparison.of("work", () -> () -> "right", "other", () -> () -> "wrong"));

        // Then
        assertThat(session.rows())
                .containsExactly(new Row.Failed("", "work", "the sides did not do the same: right and wrong"));
        assertThat(session.rows().getFirst().verdicts()).containsExactly(Verdict.ALARM);
    }

    @Test
    void fitsAGrowth() throws Exception {
        // Given
        var sizes = new TreeMap<Integer, Side>();
        List.of(1, 10, 100).forEach(size -> sizes.put(size, side("", size * 200_000L)));

        // When
        session.grow(new Growth("grows", sizes, Measure.WALL, 9));

        // Then
        Row.Grown grown = (Row.Grown) session.rows().getFirst();
        assertThat(grown.slope().median()).isBetween(0.3, 1.7);
        assertThat(grown.medians()).containsOnlyKeys(1, 10, 100);
        assertThat(grown.verdicts()).containsExactly(Verdict.MET);
    }

    @Test
    void reportsEveryRowToPeopleAndPrograms() throws Exception {
        // Given
        session.begin("first");
        session.compare(Comparison.of("work", side("a", 100_000), "slow", side("b", 1_000_000))
                .cold()
                .ofWork(2, "MB")
                .goal(Goal.atLeast(2, Measure.WALL)));
        session.begin("second");
        session.state("heap", 12.5, "MiB", Optional.of(10.0));
        session.fail("broken", "it fell");
        session.leaveOut("charts", "no helm");

        // When
        String table = TextReport.of(session.rows());
        String json = JsonReport.of(session.rows(), Map.of("java", "25"), Effort.QUICK, 7)
                .canonical();

        // Then
        assertThat(table.lines().toList()).hasSize(9);
        assertThat(table)
                .contains("measured", "MB/s", "≥ 2 × speed", "slow")
                .contains("12.5 MiB", "≤ 10 MiB", "MISSED", "FAILED", "left out: no helm");
        assertThat(json)
                .startsWith("{\"facts\":{\"java\":\"25\"},\"quick\":true,\"rows\":[{")
                .contains("\"pairs\":[{", "\"oursFirst\":true", "\"goals\":[\"≥ 2 × speed\"]", "\"why\":\"it fell\"");
    }

    private List<Pair> pairs() {
        return ((Row.Compared) session.rows().getFirst()).pairs();
    }

    private Side side(String name, long nanos) {
        return () -> {
            calls.add(name);
            spin(nanos);
            return () -> "same";
        };
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
