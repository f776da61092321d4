package io.pilothouse.bench.frame;

import io.pilothouse.bench.frame.Goal.Verdict;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Runs comparisons and growths and keeps their rows. Sides alternate, ours first in one pair and last in the next
/// (ABBA), so that what changes slowly on the machine meets both alike. Every pair counts; none is dropped.
public final class Session {
    private final Effort effort;
    private final long seed;
    private final PrintStream progress;
    private final List<Row> rows = new ArrayList<>();
    private String bench = "";
    private List<Integer> sizes = List.of();

    public Session(Effort effort, long seed, PrintStream progress) {
        this.effort = effort;
        this.seed = seed;
        this.progress = progress;
    }

    /// What follows belongs to this bench.
    public void begin(String name) {
        bench = name;
        progress.printf("── %s%n", name);
    }

    /// @param asked sizes to measure at; none for the usual ones
    public Session withSizes(List<Integer> asked) {
        sizes = List.copyOf(asked);
        return this;
    }

    /// @param usual what a bench measures at if nobody asks for something else
    public List<Integer> sizes(List<Integer> usual) {
        return sizes.isEmpty() ? usual : sizes;
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

    /// Runs as many pairs as the effort says.
    ///
    /// @return the pairs; none where the sides did not do the same
    public List<Pair> compare(Comparison comparison) throws Exception {
        return compare(comparison, effort.pairs());
    }

    /// @param number of pairs, where one takes too long for as many as the effort says
    /// @return the pairs; none where the sides did not do the same
    public List<Pair> compare(Comparison comparison, int number) throws Exception {
        progress.printf("   %s, against %s%n", comparison.name(), comparison.baseline());
        List<Pair> pairs = new ArrayList<>();
        if (!comparison.isCold()) {
            Stopwatch.time(comparison.ours(), effort.warmUp());
            Stopwatch.time(comparison.theirs(), effort.warmUp());
        }
        for (int i = 0; i < number; i++) {
            Optional<Pair> pair = pair(comparison, i % 2 == 0);
            if (pair.isEmpty()) {
                return List.of();
            }
            pairs.add(pair.get());
            print(i, number, pair.get());
        }
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
        rows.add(new Row.Compared(bench, comparison, pairs, ratios, verdicts));
        return List.copyOf(pairs);
    }

    /// @return empty where the two did not do the same: a wrong result is never a fast one
    private Optional<Pair> pair(Comparison comparison, boolean isOursFirst) throws Exception {
        Duration sample = comparison.isCold() ? Duration.ZERO : effort.sample();
        Busyness before = Busyness.now();
        Side first = isOursFirst ? comparison.ours() : comparison.theirs();
        Side second = isOursFirst ? comparison.theirs() : comparison.ours();
        Stopwatch.Timed a = Stopwatch.time(first, sample);
        Stopwatch.Timed b = Stopwatch.time(second, sample);
        Busyness after = Busyness.now();
        String one = a.result().get();
        String other = b.result().get();
        if (!one.equals(other)) {
            fail(comparison.name(), "the sides did not do the same: " + one + " and " + other);
            return Optional.empty();
        }
        Stopwatch.Timed ours = isOursFirst ? a : b;
        Stopwatch.Timed theirs = isOursFirst ? b : a;
        return Optional.of(
                new Pair(ours.sample(), theirs.sample(), isOursFirst, after.load(), after.stealSince(before)));
    }

    private void print(int number, int pairs, Pair pair) {
        progress.printf(
                "      pair %2d/%d  ours %9s  baseline %9s  ratio %5s  load %.1f  steal %s%n",
                number + 1,
                pairs,
                Figures.seconds(pair.ours().wall()),
                Figures.seconds(pair.baseline().wall()),
                Figures.plain(pair.ratio(Measure.WALL)),
                pair.load(),
                Figures.percent(pair.steal()));
    }

    private Interval ratio(List<Pair> pairs, Measure measure) {
        double[] ratios =
                pairs.stream().mapToDouble(pair -> pair.ratio(measure)).toArray();
        return Interval.ofMedian(ratios, new SplittableRandom(seed));
    }

    /// Measures every size once a sweep, and fits each sweep on its own, so that the slope has an interval too.
    public void grow(Growth growth) throws Exception {
        progress.printf("   %s%n", growth.name());
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
            progress.printf(
                    "      sweep %d/%d  slope %s  load %.1f  steal %s%n",
                    sweep + 1,
                    slopes.length,
                    Figures.plain(slopes[sweep]),
                    after.load(),
                    Figures.percent(after.stealSince(before)));
        }
        add(growth, costs, slopes);
    }

    /// Fits costs that were measured one size after the other, because the sizes cannot stand beside each other.
    /// The first of each size make the first line, and so on.
    ///
    /// @param costs of each size, in seconds; at least one of each
    public void fit(String name, SortedMap<Integer, List<Double>> costs, Measure measure, double bound) {
        progress.printf("   %s%n", name);
        int lines = costs.values().stream().mapToInt(List::size).min().orElse(0);
        if (costs.size() < 2 || lines == 0) {
            leaveOut(name, "fewer than two sizes were measured");
            return;
        }
        double[] slopes = new double[lines];
        for (int line = 0; line < lines; line++) {
            List<Slope.Point> points = new ArrayList<>();
            for (var cost : costs.entrySet()) {
                points.add(new Slope.Point(cost.getKey(), cost.getValue().get(line)));
            }
            slopes[line] = Slope.of(points);
        }
        add(new Growth(name, Collections.emptySortedMap(), measure, bound), costs, slopes);
    }

    private void add(Growth growth, SortedMap<Integer, List<Double>> costs, double[] slopes) {
        Interval slope = Interval.ofMedian(slopes, new SplittableRandom(seed));
        SortedMap<Integer, Double> medians = new TreeMap<>();
        costs.forEach((size, values) -> medians.put(
                size,
                Interval.median(values.stream().mapToDouble(value -> value).toArray())));
        rows.add(new Row.Grown(bench, growth, medians, slope, List.of(growth.verdict(slope))));
    }

    public void state(String name, double value, String unit, Optional<Double> most) {
        progress.printf("   %s: %s %s%n", name, Figures.plain(value), unit);
        rows.add(new Row.Stated(bench, name, value, unit, most));
    }

    public void fail(String name, String why) {
        progress.printf("   FAILED %s: %s%n", name, why);
        rows.add(new Row.Failed(bench, name, why));
    }

    public void leaveOut(String name, String why) {
        progress.printf("   left out: %s: %s%n", name, why);
        rows.add(new Row.LeftOut(bench, name, why));
    }
}
