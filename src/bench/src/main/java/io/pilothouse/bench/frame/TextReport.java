package io.pilothouse.bench.frame;

import io.pilothouse.bench.frame.Goal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The rows as a table that people read.
public final class TextReport {
    private static final List<String> HEADINGS =
            List.of("measured", "against", "ours", "theirs", "ratio [95 % interval]", "goal", "");

    private TextReport() {}

    /// @return lines, without colours
    public static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADINGS);
        String bench = "";
        for (Row row : rows) {
            if (!row.bench().equals(bench)) {
                bench = row.bench();
                lines.add(List.of());
                lines.add(List.of(bench));
            }
            lines.addAll(cells(row));
        }
        return Columns.of(lines);
    }

    private static List<List<String>> cells(Row row) {
        return switch (row) {
            case Row.Compared compared -> compared(compared);
            case Row.Grown grown ->
                List.of(List.of(
                        "  " + grown.name(),
                        "",
                        grown.medians().entrySet().stream()
                                .map(TextReport::point)
                                .collect(Collectors.joining(", ")),
                        "",
                        "slope " + Figures.interval(grown.slope()),
                        "≤ " + Figures.plain(grown.growth().bound()),
                        word(grown.verdicts().getFirst())));
            case Row.Stated stated ->
                List.of(List.of(
                        "  " + stated.name(),
                        "",
                        (stated.times() > 1
                                        ? Figures.interval(stated.value())
                                        : Figures.plain(stated.value().median()))
                                + " " + stated.unit(),
                        "",
                        "",
                        stated.most()
                                .map(most -> "≤ " + Figures.plain(most) + " " + stated.unit())
                                .orElse(""),
                        stated.verdicts().stream()
                                .map(verdict -> word(verdict)
                                        + by(stated.value().high()
                                                / stated.most().orElse(Double.MAX_VALUE)))
                                .findFirst()
                                .orElse("")));
            case Row.Failed failed -> List.of(List.of("  " + failed.name(), "", failed.why(), "", "", "", "FAILED"));
            case Row.LeftOut left -> List.of(List.of("  " + left.name(), "", "left out: " + left.why()));
        };
    }

    /// One line for each goal, at least one.
    private static List<List<String>> compared(Row.Compared row) {
        Comparison comparison = row.comparison();
        List<List<String>> lines = new ArrayList<>();
        List<Goal> goals = comparison.goals().isEmpty() ? List.of(Goal.atLeast(0, Measure.WALL)) : comparison.goals();
        for (int i = 0; i < goals.size(); i++) {
            Goal goal = goals.get(i);
            Measure measure = goal.measure();
            boolean isRepeated = i > 0 && goals.get(i - 1).measure() == measure;
            Interval ratio = row.ratios().get(measure);
            lines.add(List.of(
                    i == 0 ? "  " + comparison.name() : "",
                    i == 0 ? comparison.baseline() : "",
                    isRepeated
                            ? ""
                            : cost(
                                    comparison,
                                    row.pairs().stream().map(Pair::ours).toList(),
                                    measure),
                    isRepeated
                            ? ""
                            : cost(
                                    comparison,
                                    row.pairs().stream().map(Pair::baseline).toList(),
                                    measure),
                    ratio == null
                            ? "too short to measure"
                            : "%s %s, n=%d"
                                    .formatted(
                                            Figures.interval(goal.inItsTerms(ratio)),
                                            goal.word(),
                                            row.pairs().size()),
                    comparison.goals().isEmpty() ? "" : goal.sentence(),
                    comparison.goals().isEmpty()
                            ? ""
                            : word(row.verdicts().get(i)) + (ratio == null ? "" : by(goal.excess(ratio)))));
        }
        return lines;
    }

    private static String cost(Comparison comparison, List<Sample> samples, Measure measure) {
        double seconds = Interval.median(
                samples.stream().mapToDouble(sample -> sample.of(measure)).toArray());
        String time = Figures.seconds(seconds) + (measure == Measure.CPU ? " cpu" : "");
        return comparison.unit().isEmpty() || seconds == 0
                ? time
                : "%s %s/s".formatted(Figures.plain(comparison.work() / seconds), comparison.unit());
    }

    private static String point(Map.Entry<Integer, Double> point) {
        return "%,d: %s".formatted(point.getKey(), Figures.seconds(point.getValue()));
    }

    /// How far a goal that was missed is away.
    static String by(double excess) {
        return excess > 1 ? ", %s × the bound".formatted(Figures.plain(excess)) : "";
    }

    static String word(Verdict verdict) {
        return switch (verdict) {
            case MET -> "met";
            case MISSED -> "MISSED";
            case ALARM -> "MISSED by far";
        };
    }
}
