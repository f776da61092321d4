package io.pilothouse.desktop.widget;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// A chart of minutes, painted by hand: lines and bars over the last hour. A minute without data is a gap; no line is
/// ever drawn through it.
public final class TimeChart extends Region {
    private static final double LEFT = 40;
    private static final double RIGHT = 8;
    private static final double TOP = 8;
    private static final double BOTTOM = 18;

    private final Canvas canvas = new Canvas();
    private final ObservableValue<Palette> palette;
    private Chart chart = Chart.EMPTY;

    /// How a series is drawn.
    public enum Style {
        LINE,
        DASHED,
        BARS
    }

    /// One series.
    ///
    /// @param style how it is drawn
    /// @param color which of the palette's colours
    /// @param values one for each minute, NaN where there is none
    /// @param top the value at the top of the chart, for a series with a scale of its own; empty for the chart's
    public record Series(Style style, Function<Palette, Color> color, List<Double> values, OptionalDouble top) {
        public Series {
            values = List.copyOf(values);
        }
    }

    /// What to paint.
    ///
    /// @param series drawn in order; all have a value for each minute
    /// @param labels under the time axis: at the beginning, in the middle, at the end
    /// @param axis a value of the upright axis as text
    /// @param least the axis reaches at least to this value
    public record Chart(List<Series> series, List<String> labels, DoubleFunction<String> axis, double least) {
        public static final Chart EMPTY = new Chart(List.of(), List.of("", "", ""), value -> "", 1);

        public Chart {
            series = List.copyOf(series);
            labels = List.copyOf(labels);
        }

        /// @return true if no series has a value
        public boolean isEmpty() {
            return series.stream().allMatch(one -> one.values().stream().allMatch(value -> value.isNaN()));
        }
    }

    public TimeChart(ObservableValue<Palette> palette) {
        this.palette = palette;
        getChildren().add(canvas);
        setMinSize(140, 80);
        setPrefHeight(120);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        palette.addListener((property, before, after) -> paint());
    }

    public void show(Chart changed) {
        chart = changed;
        paint();
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            paint();
        }
    }

    private void paint() {
        paint(canvas.getGraphicsContext2D(), canvas.getWidth(), canvas.getHeight(), chart, palette.getValue());
    }

    /// Paints a chart. Needs no toolkit.
    static void paint(GraphicsContext g, double width, double height, Chart chart, Palette palette) {
        g.clearRect(0, 0, width, height);
        double plotWidth = width - LEFT - RIGHT;
        double plotHeight = height - TOP - BOTTOM;
        if (plotWidth < 20 || plotHeight < 20) {
            return;
        }
        double top = nice(chart.series().stream()
                .filter(one -> one.top().isEmpty())
                .flatMap(one -> one.values().stream())
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .reduce(chart.least(), Math::max));
        if (chart.isEmpty()) {
            g.setFill(palette.muted());
            g.setFont(Font.font("Inter", 12));
            g.setTextAlign(TextAlignment.CENTER);
            g.fillText("no data", LEFT + plotWidth / 2, TOP + plotHeight / 2 + 4);
            return;
        }
        grid(g, plotWidth, plotHeight, chart, palette, top);
        for (Series series : chart.series()) {
            series(g, plotWidth, plotHeight, series, palette, series.top().orElse(top));
        }
    }

    private static void grid(
            GraphicsContext g, double plotWidth, double plotHeight, Chart chart, Palette palette, double top) {
        g.setFont(Font.font("Inter", 11));
        g.setLineDashes();
        g.setLineWidth(1);
        for (int i = 0; i <= 2; i++) {
            double y = Math.round(TOP + plotHeight * i / 2) + 0.5;
            g.setStroke(i == 2 ? palette.line() : palette.grid());
            g.strokeLine(LEFT, y, LEFT + plotWidth, y);
            g.setFill(palette.muted());
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(chart.axis().apply(top * (2 - i) / 2), LEFT - 6, y + 3.5);
        }
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(chart.labels().get(0), LEFT, TOP + plotHeight + 14);
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(chart.labels().get(1), LEFT + plotWidth / 2, TOP + plotHeight + 14);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(chart.labels().get(2), LEFT + plotWidth, TOP + plotHeight + 14);
    }

    private static void series(
            GraphicsContext g, double plotWidth, double plotHeight, Series series, Palette palette, double top) {
        Color color = series.color().apply(palette);
        List<Double> values = series.values();
        double step = plotWidth / values.size();
        g.setStroke(color);
        g.setFill(color);
        g.setLineWidth(1.6);
        g.setLineDashes(series.style() == Style.DASHED ? new double[] {5, 4} : new double[0]);
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isNaN()) {
                lastX = Double.NaN;
                continue;
            }
            double x = LEFT + step * (i + 0.5);
            double y = TOP + plotHeight * (1 - Math.min(1, values.get(i) / top));
            if (series.style() == Style.BARS) {
                double barTop = Math.min(y, TOP + plotHeight - (values.get(i) > 0 ? 1.5 : 0));
                g.fillRect(x - step * 0.38, barTop, Math.max(1, step * 0.76), TOP + plotHeight - barTop);
            } else if (Double.isNaN(lastX)) {
                boolean isAlone = i + 1 == values.size() || values.get(i + 1).isNaN();
                if (isAlone) {
                    g.fillOval(x - 1.6, y - 1.6, 3.2, 3.2);
                }
            } else {
                g.strokeLine(lastX, lastY, x, y);
            }
            lastX = x;
            lastY = y;
        }
        g.setLineDashes();
    }

    /// @return the next of 1, 2, 5, 10, 20 … that is not below the value, so that the axis has round numbers
    static double nice(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 5, 10}) {
            if (value <= step * power * 1.000_001) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /// @return without a trailing `.0`
    public static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
