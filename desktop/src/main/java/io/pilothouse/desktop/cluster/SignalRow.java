package io.pilothouse.desktop.cluster;

import io.pilothouse.core.signal.Histogram;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.desktop.reading.Words;
import io.pilothouse.desktop.widget.Palette;
import io.pilothouse.desktop.widget.TimeChart;
import io.pilothouse.desktop.widget.TimeChart.Chart;
import io.pilothouse.desktop.widget.TimeChart.Series;
import io.pilothouse.desktop.widget.TimeChart.Style;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.HBox;
import javafx.scene.paint.Color;

/// The four golden signals of the last hour, side by side.
final class SignalRow extends HBox {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final SignalPanel latency;
    private final SignalPanel traffic;
    private final SignalPanel errors;
    private final SignalPanel saturation;

    SignalRow(ObservableValue<Palette> palette) {
        super(8);
        latency = new SignalPanel(
                "Latency",
                "From commit to healthy, over the last hour",
                List.of(
                        new SignalPanel.Key("p50", Palette::blue, false),
                        new SignalPanel.Key("p95 commit to healthy", Palette::violet, true)),
                palette);
        traffic = new SignalPanel(
                "Traffic",
                "Changes that finished, and changes under way, over the last hour",
                List.of(
                        new SignalPanel.Key("finished", Palette::teal, false),
                        new SignalPanel.Key("in progress", Palette::blue, false)),
                palette);
        errors = new SignalPanel(
                "Errors",
                "Changes that failed, and applications out of sync, over the last hour",
                List.of(
                        new SignalPanel.Key("failed", Palette::bad, false),
                        new SignalPanel.Key("out of sync", Palette::violet, true)),
                palette);
        saturation = new SignalPanel(
                "Saturation",
                "Time that work waited, and how busy the workers were, over the last hour",
                List.of(
                        new SignalPanel.Key("queue wait p95", Palette::blue, false),
                        new SignalPanel.Key("busy, of 100 %", Palette::muted, true)),
                palette);
        getChildren().addAll(latency, traffic, errors, saturation);
    }

    void show(SignalHour hour) {
        List<String> labels = labels(hour);
        Function<SignalMinute, Histogram> lead = minute -> minute.latency().lead();
        Histogram all = hour.total(lead);
        latency.show(
                said(
                        hour,
                        all.count() == 0
                                ? "no change"
                                : "p50 " + seconds(all.quantileSeconds(0.5)) + " · p95 "
                                        + seconds(all.quantileSeconds(0.95)),
                        minute -> ""),
                chart(
                        labels,
                        SignalRow::seconds,
                        1,
                        line(Palette::blue, hour.quantiles(lead, 0.5)),
                        dashed(Palette::violet, hour.quantiles(lead, 0.95), OptionalDouble.empty())));
        traffic.show(
                said(
                        hour,
                        Words.number(hour.count(SignalRow::finished)) + " per hour",
                        minute -> minute.traffic().inProgress() + " at once"),
                chart(
                        labels,
                        TimeChart::number,
                        2,
                        new Series(Style.BARS, Palette::teal, hour.series(SignalRow::finished), OptionalDouble.empty()),
                        line(
                                Palette::blue,
                                hour.series(minute -> minute.traffic().inProgress()))));
        errors.show(
                said(
                        hour,
                        hour.count(minute -> minute.traffic().failed()) + " failed",
                        minute -> minute.errors().outOfSync() + " out of sync"),
                chart(
                        labels,
                        TimeChart::number,
                        2,
                        new Series(
                                Style.BARS,
                                Palette::bad,
                                hour.series(minute -> minute.traffic().failed()),
                                OptionalDouble.empty()),
                        dashed(
                                Palette::violet,
                                hour.series(minute -> minute.errors().outOfSync()),
                                OptionalDouble.empty())));
        Function<SignalMinute, Histogram> wait = minute -> minute.saturation().queueWait();
        Histogram waits = hour.total(wait);
        saturation.show(
                said(
                        hour,
                        waits.count() == 0 ? "no wait" : "p95 " + seconds(waits.quantileSeconds(0.95)),
                        minute -> Math.round(100 * minute.saturation().busyRatio()) + " % busy"),
                chart(
                        labels,
                        SignalRow::seconds,
                        1,
                        line(Palette::blue, hour.quantiles(wait, 0.95)),
                        dashed(
                                Palette::muted,
                                hour.series(minute -> minute.saturation().busyRatio()),
                                OptionalDouble.of(1))));
    }

    /// The hour in words and the present in words. Silence is not a zero: it has no words.
    private static String said(SignalHour hour, String ofHour, Function<SignalMinute, String> now) {
        if (hour.isEmpty()) {
            return "";
        }
        String present = hour.newest().map(now).orElse("");
        return present.isEmpty() ? ofHour : ofHour + " · " + present;
    }

    private static double finished(SignalMinute minute) {
        return minute.traffic().succeeded() + (double) minute.traffic().failed();
    }

    private static Chart chart(List<String> labels, DoubleFunction<String> axis, double least, Series... series) {
        return new Chart(List.of(series), labels, axis, least);
    }

    private static Series line(Function<Palette, Color> color, List<Double> values) {
        return new Series(Style.LINE, color, values, OptionalDouble.empty());
    }

    private static Series dashed(Function<Palette, Color> color, List<Double> values, OptionalDouble top) {
        return new Series(Style.DASHED, color, values, top);
    }

    private static List<String> labels(SignalHour hour) {
        return hour.fromMinute() == 0
                ? List.of("", "", "")
                : List.of(
                        time(hour.fromMinute()),
                        time(hour.fromMinute() + SignalHour.MINUTES / 2),
                        time(hour.fromMinute() + SignalHour.MINUTES));
    }

    private static String time(long minute) {
        return MINUTE.format(Instant.ofEpochSecond(minute * 60).atZone(ZoneId.systemDefault()));
    }

    static String seconds(double seconds) {
        if (seconds >= 120) {
            return TimeChart.number(Math.round(seconds / 6) / 10.0) + " min";
        }
        return TimeChart.number(Math.round(seconds * 10) / 10.0) + " s";
    }
}
