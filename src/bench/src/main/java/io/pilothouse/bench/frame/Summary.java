package io.pilothouse.bench.frame;

import io.pilothouse.bench.frame.Goal.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a run says about each goal: the figure with its interval, and whether the goal is met or by how much it is
/// missed. Rows without a bound are not in it.
public final class Summary {
    private static final List<String> HEADINGS =
            List.of("goal", "measured", "against", "figure [95 % interval]", "n", "goal", "");

    private Summary() {}

    /// One goal at one size.
    ///
    /// @param goal such as `G1`
    /// @param figure in the terms of the bound
    /// @param unit of the figure: `× time` for a ratio
    /// @param bound as people say it; empty where something failed
    /// @param excess how many times the bound the worse end is, 1 or less if met; of a growth how much it is above
    /// @param times how many pairs, or how often the figure was taken
    record Line(
            String goal,
            String measured,
            String against,
            Interval figure,
            String unit,
            String bound,
            Verdict verdict,
            String by,
            double excess,
            int times) {}

    /// @return sorted by goal; those of one goal as they were measured
    static List<Line> of(List<Row> rows) {
        List<Line> lines = new ArrayList<>();
        for (Row row : rows) {
            switch (row) {
                case Row.Compared compared -> lines.addAll(compared(compared));
                case Row.Grown grown -> lines.add(grown(grown));
                case Row.Stated stated -> stated.most().ifPresent(most -> lines.add(stated(stated, most)));
                case Row.Failed failed -> lines.add(failed(failed));
                case Row.LeftOut _ -> {}
            }
        }
        lines.sort(Comparator.comparingInt((Line line) -> number(line.goal())).thenComparing(Line::goal));
        return lines;
    }

    public static String text(List<Row> rows) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(HEADINGS);
        for (Line line : of(rows)) {
            boolean isTaken = line.times() > 0;
            String figure = line.times() == 1 ? Figures.plain(line.figure().median()) : Figures.interval(line.figure());
            cells.add(List.of(
                    line.goal(),
                    line.measured().replace(line.goal() + " ", ""),
                    line.against(),
                    isTaken ? figure + " " + line.unit() : line.by(),
                    isTaken ? Integer.toString(line.times()) : "",
                    line.bound(),
                    isTaken ? TextReport.word(line.verdict()) + line.by() : "FAILED"));
        }
        return Columns.of(cells);
    }

    private static List<Line> compared(Row.Compared row) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < row.comparison().goals().size(); i++) {
            Goal goal = row.comparison().goals().get(i);
            Interval ratio = row.ratios().get(goal.measure());
            lines.add(new Line(
                    row.goal(),
                    row.name(),
                    row.comparison().baseline(),
                    ratio == null ? Interval.of(Double.NaN) : goal.inItsTerms(ratio),
                    "× " + goal.word(),
                    goal.sentence(),
                    row.verdicts().get(i),
                    ratio == null ? ", too short to measure" : TextReport.by(goal.excess(ratio)),
                    ratio == null ? Double.NaN : goal.excess(ratio),
                    row.pairs().size()));
        }
        return lines;
    }

    private static Line grown(Row.Grown row) {
        double above = row.slope().high() - row.growth().bound();
        return new Line(
                row.goal(),
                row.name(),
                row.medians().firstKey() + " to " + row.medians().lastKey(),
                row.slope(),
                "slope",
                "≤ " + Figures.plain(row.growth().bound()),
                row.verdicts().getFirst(),
                above > 0 ? ", " + Figures.plain(above) + " above" : "",
                Math.max(0, above),
                row.lines());
    }

    private static Line stated(Row.Stated row, double most) {
        double excess = row.value().high() / most;
        return new Line(
                row.goal(),
                row.name(),
                "",
                row.value(),
                row.unit(),
                "≤ " + Figures.plain(most) + " " + row.unit(),
                row.verdicts().getFirst(),
                TextReport.by(excess),
                excess,
                row.times());
    }

    private static Line failed(Row.Failed row) {
        return new Line(
                row.goal(),
                row.name(),
                "",
                Interval.of(Double.NaN),
                "",
                "",
                Verdict.ALARM,
                row.why().lines().findFirst().orElse(""),
                Double.NaN,
                0);
    }

    private static int number(String goal) {
        return goal.matches("G\\d+") ? Integer.parseInt(goal.substring(1)) : Integer.MAX_VALUE;
    }
}
