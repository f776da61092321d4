package io.pilothouse.bench.frame;

import io.pilothouse.core.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The rows with every pair, for programs that compare one run with another.
public final class JsonReport {
    private JsonReport() {}

    /// @param facts where and how they were measured
    public static Json.Obj of(List<Row> rows, Map<String, String> facts, Effort effort, long seed) {
        return object(
                "facts",
                Json.ofTexts(facts),
                "seed",
                Json.Num.of(seed),
                "quick",
                new Json.Bool(effort.isQuick()),
                "summary",
                new Json.Arr(Summary.of(rows).stream().map(JsonReport::line).toList()),
                "rows",
                new Json.Arr(rows.stream().map(JsonReport::row).toList()));
    }

    private static Json line(Summary.Line line) {
        return object(
                "goal", new Json.Text(line.goal()),
                "measured", new Json.Text(line.measured()),
                "against", new Json.Text(line.against()),
                "figure", interval(line.figure()),
                "unit", new Json.Text(line.unit()),
                "bound", new Json.Text(line.bound()),
                "verdict", new Json.Text(line.verdict().name()),
                "excess", number(line.excess()),
                "times", Json.Num.of(line.times()));
    }

    private static Json row(Row row) {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        fields.put("bench", new Json.Text(row.bench()));
        fields.put("name", new Json.Text(row.name()));
        fields.put(
                "verdicts", Json.ofTexts(row.verdicts().stream().map(Enum::name).toList()));
        switch (row) {
            case Row.Compared compared -> {
                fields.put("kind", new Json.Text("compared"));
                fields.put("baseline", new Json.Text(compared.comparison().baseline()));
                fields.put(
                        "goals",
                        Json.ofTexts(compared.comparison().goals().stream()
                                .map(Goal::sentence)
                                .toList()));
                fields.put(
                        "excess",
                        new Json.Arr(compared.comparison().goals().stream()
                                .map(goal -> number(excess(compared, goal)))
                                .toList()));
                SequencedMap<String, Json> ratios = new LinkedHashMap<>();
                compared.ratios().forEach((measure, ratio) -> ratios.put(measure.word(), interval(ratio)));
                fields.put("ratios", new Json.Obj(ratios));
                fields.put(
                        "pairs",
                        new Json.Arr(
                                compared.pairs().stream().map(JsonReport::pair).toList()));
            }
            case Row.Grown grown -> {
                fields.put("kind", new Json.Text("grown"));
                fields.put("bound", number(grown.growth().bound()));
                fields.put("slope", interval(grown.slope()));
                List<Json> points = new ArrayList<>();
                grown.medians()
                        .forEach(
                                (size, cost) -> points.add(object("size", Json.Num.of(size), "seconds", number(cost))));
                fields.put("points", new Json.Arr(points));
            }
            case Row.Stated stated -> {
                fields.put("kind", new Json.Text("stated"));
                fields.put("value", interval(stated.value()));
                fields.put("times", Json.Num.of(stated.times()));
                fields.put("unit", new Json.Text(stated.unit()));
                stated.most().ifPresent(most -> fields.put("most", number(most)));
            }
            case Row.Failed failed -> {
                fields.put("kind", new Json.Text("failed"));
                fields.put("why", new Json.Text(failed.why()));
            }
            case Row.LeftOut left -> {
                fields.put("kind", new Json.Text("left out"));
                fields.put("why", new Json.Text(left.why()));
            }
        }
        return new Json.Obj(fields);
    }

    private static Json pair(Pair pair) {
        return object(
                "ours", sample(pair.ours()),
                "baseline", sample(pair.baseline()),
                "oursFirst", new Json.Bool(pair.isOursFirst()),
                "load", number(pair.load()),
                "steal", number(pair.steal()));
    }

    private static Json sample(Sample sample) {
        return object(
                "wall",
                number(sample.wall()),
                "cpu",
                number(sample.cpu()),
                "server",
                number(sample.server()),
                "units",
                Json.Num.of(sample.units()));
    }

    private static Json interval(Interval of) {
        return object("low", number(of.low()), "median", number(of.median()), "high", number(of.high()));
    }

    /// How many times as long as it may the worse end is, or not a number where it could not be measured.
    private static double excess(Row.Compared compared, Goal goal) {
        Interval ratio = compared.ratios().get(goal.measure());
        return ratio == null ? Double.NaN : goal.excess(ratio);
    }

    private static Json number(double value) {
        return Double.isFinite(value) ? new Json.Num(BigDecimal.valueOf(value)) : new Json.Text("none");
    }

    private static Json.Obj object(Object... namesAndValues) {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], (Json) namesAndValues[i + 1]);
        }
        return new Json.Obj(fields);
    }
}
