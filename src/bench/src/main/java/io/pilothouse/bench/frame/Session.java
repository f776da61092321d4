package io.pilothouse.bench.frame;

import io.pilothouse.bench.frame.Goal.Verdict;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Runs comparisons and growths and keeps their rows. Sides alternate, ours first in one pair and last in the next
/// (ABBA), so that what changes slowly on the machine meets both alike. Every pair counts; none is dropped.
public final class Session {
    private final long began = System.nanoTime();
    private final Effort effort;
    private final Asked asked;
    private final long seed;
    private final PrintStream progress;
    private final List<Row> rows = new ArrayList<>();
    private final SequencedMap<String, String> facts = new LinkedHashMap<>();
    private Listener listener = () -> {};
    private String bench = "";

    /// Hears of every row, so that a run that is ended early leaves what it has.
    @FunctionalInterface
    public interface Listener {
        void rowAdded();
    }

    public Session(Effort effort, Asked asked, long seed, PrintStream progress) {
        this.effort = effort;
        this.asked = asked;
        this.seed = seed;
        this.progress = progress;
    }

    /// What follows belongs to this bench.
    public void begin(String name) {
        bench = name;
        say("── " + name);
    }

    public void tell(Listener of) {
        listener = of;
    }

    /// Keeps something that figures depend on, such as a server's version.
    public void note(String name, String value) {
        facts.put(name, value);
    }

    public Map<String, String> facts() {
        return Collections.unmodifiableMap(facts);
    }

    /// @return whether something that is measured for this goal is to be
    public boolean isWanted(String goal) {
        return asked.hasGoal(goal);
    }

    /// @param usual what a bench measures at if nobody asks for something else
    public List<Integer> sizes(List<Integer> usual) {
        return asked.sizes().isEmpty() ? usual : asked.sizes();
    }

    /// @param usual how many pairs of something a full run takes
    /// @return how many this one does: what was asked for, or fewer in a quick run
    public int pairs(int usual) {
        return asked.pairs().orElse(effort.isQuick() ? Math.min(usual, effort.pairs()) : usual);
    }

    public Effort effort() {
        return effort;
    }

    public long seed() {
        return seed;
    }

    public List<Row> rows() {
        return Collections.unmodifiableList(rows);
    }

    /// Runs as many pairs as the effort says, or as was asked for.
    ///
    /// @return the pairs; none where the sides did not do the same
    public List<Pair> compare(Comparison comparison) throws Exception {
        return compare(comparison, pairs(effort.pairs()));
    }

    /// @param number of pairs, where one takes too long for as many as the effort says
    /// @return the pairs; none where the sides did not do the same
    public List<Pair> compare(Comparison comparison, int number) throws Exception {
        return compare(List.of(comparison), number).getFirst();
    }

    /// Runs our side once for several baselines: A B C, C B A, and so on.
    ///
    /// @param comparisons of the same side of ours, all warm or all cold
    /// @return the pairs of each; none where the sides did not do the same
    public List<List<Pair>> compare(List<Comparison> comparisons, int number) throws Exception {
        comparisons.forEach(comparison -> say("   " + comparison.name() + ", against " + comparison.baseline()));
        Comparison first = comparisons.getFirst();
        List<Side> sides = new ArrayList<>(List.of(first.ours()));
        comparisons.forEach(comparison -> sides.add(comparison.theirs()));
        if (!first.isCold()) {
            for (Side side : sides) {
                Stopwatch.time(side, effort.warmUp());
            }
        }
        Rounds rounds = new Rounds(sides, first.isCold() ? Duration.ZERO : effort.sample());
        for (int i = 0; i < number; i++) {
            Rounds.Round round = rounds.next();
            for (int theirs = 1; theirs < sides.size(); theirs++) {
                say(line(i, number, round.pair(theirs)));
            }
        }
        List<List<Pair>> pairs = new ArrayList<>();
        for (int i = 0; i < comparisons.size(); i++) {
            pairs.add(keep(comparisons.get(i), rounds, i + 1));
        }
        return pairs;
    }

    /// A wrong result is never a fast one.
    private List<Pair> keep(Comparison comparison, Rounds rounds, int theirs) {
        Optional<String> different = rounds.difference(theirs);
        if (different.isPresent()) {
            fail(comparison.name(), "the sides did not do the same: " + different.get());
            return List.of();
        }
        List<Pair> pairs = rounds.pairs(theirs);
        SortedMap<Measure, Interval> ratios = new TreeMap<>();
        for (Measure measure : Measure.values()) {
            if (pairs.stream()
                    .allMatch(pair ->
                            pair.ours().of(measure) > 0 && pair.baseline().of(measure) > 0)) {
                ratios.put(measure, ratio(pairs, measure));
            }
        }
        List<Verdict> verdicts = comparison.goals().stream()
                .map(goal -> Optional.ofNullable(ratios.get(goal.measure()))
                        .map(goal::verdict)
                        .orElse(Verdict.MISSED))
                .toList();
        add(new Row.Compared(bench, comparison, pairs, ratios, verdicts));
        return pairs;
    }

    private static String line(int number, int pairs, Pair pair) {
        return "      pair %2d/%d  ours %9s  baseline %9s  ratio %5s  load %.1f  steal %s"
                .formatted(
                        number + 1,
                        pairs,
                        Figures.seconds(pair.ours().wall()),
                        Figures.seconds(pair.baseline().wall()),
                        Figures.plain(pair.ratio(Measure.WALL)),
                        pair.load(),
                        Figures.percent(pair.steal()));
    }

    private Interval ratio(List<Pair> pairs, Measure measure) {
        return interval(pairs.stream().mapToDouble(pair -> pair.ratio(measure)).toArray());
    }

    private Interval interval(double[] values) {
        return Interval.ofMedian(values, new SplittableRandom(seed));
    }

    /// Measures every size once a sweep, and fits each sweep on its own, so that the slope has an interval too.
    public void grow(Growth growth) throws Exception {
        say("   " + growth.name());
        SortedMap<Integer, List<Double>> costs = new TreeMap<>();
        for (var size : growth.sizes().entrySet()) {
            Stopwatch.time(size.getValue(), effort.warmUp().dividedBy(4));
        }
        double[] slopes = new double[effort.sweeps()];
        for (int sweep = 0; sweep < slopes.length; sweep++) {
            List<Slope.Point> points = new ArrayList<>();
            List<Integer> order = new ArrayList<>(growth.sizes().keySet());
            if (sweep % 2 == 1) {
                Collections.reverse(order);
            }
            Busyness before = Busyness.now();
            for (int size : order) {
                Side side = Optional.ofNullable(growth.sizes().get(size)).orElseThrow();
                double cost = Stopwatch.time(side, effort.sample()).sample().of(growth.measure());
                costs.computeIfAbsent(size, ignored -> new ArrayList<>()).add(cost);
                points.add(new Slope.Point(size, cost));
            }
            slopes[sweep] = Slope.of(points);
            Busyness after = Busyness.now();
            say("      sweep %d/%d  slope %s  load %.1f  steal %s"
                    .formatted(
                            sweep + 1,
                            slopes.length,
                            Figures.plain(slopes[sweep]),
                            after.load(),
                            Figures.percent(after.stealSince(before))));
        }
        add(growth, costs, interval(slopes), slopes.length);
    }

    /// Fits costs that were measured one size after the other, because the sizes cannot stand beside each other.
    ///
    /// @param costs of each size, in seconds; at least one of each
    public void fit(String name, SortedMap<Integer, List<Double>> costs, Measure measure, double bound) {
        say("   " + name);
        int least = costs.values().stream().mapToInt(List::size).min().orElse(0);
        if (costs.size() < 2 || least == 0) {
            leaveOut(name, "fewer than two sizes were measured");
            return;
        }
        Interval slope = Slope.of(costs, new SplittableRandom(seed));
        add(new Growth(name, Collections.emptySortedMap(), measure, bound), costs, slope, least);
    }

    private void add(Growth growth, SortedMap<Integer, List<Double>> costs, Interval slope, int lines) {
        SortedMap<Integer, Double> medians = new TreeMap<>();
        costs.forEach((size, values) -> medians.put(
                size,
                Interval.median(values.stream().mapToDouble(value -> value).toArray())));
        add(new Row.Grown(bench, growth, medians, slope, lines, List.of(growth.verdict(slope))));
    }

    /// Keeps a figure that was taken once.
    public void state(String name, double value, String unit, Optional<Double> most) {
        say("   %s: %s %s".formatted(name, Figures.plain(value), unit));
        add(new Row.Stated(bench, name, Interval.of(value), 1, unit, most));
    }

    /// Keeps the median of a figure that was taken several times; its interval's worse end is what counts.
    ///
    /// @param values at least one
    public void state(String name, List<Double> values, String unit, Optional<Double> most) {
        Interval median = interval(values.stream().mapToDouble(value -> value).toArray());
        say("   %s: %s %s".formatted(name, Figures.interval(median), unit));
        add(new Row.Stated(bench, name, median, values.size(), unit, most));
    }

    public void fail(String name, String why) {
        say("   FAILED %s: %s".formatted(name, why));
        add(new Row.Failed(bench, name, why));
    }

    public void leaveOut(String name, String why) {
        say("   left out: %s: %s".formatted(name, why));
        add(new Row.LeftOut(bench, name, why));
    }

    private void add(Row row) {
        rows.add(row);
        listener.rowAdded();
    }

    /// Says how far it is, with the minutes since the beginning.
    private void say(String line) {
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        progress.printf("%3d:%02d %s%n", seconds / 60, seconds % 60, line);
    }
}
