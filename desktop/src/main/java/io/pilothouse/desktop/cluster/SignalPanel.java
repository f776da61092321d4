package io.pilothouse.desktop.cluster;

import io.pilothouse.desktop.widget.Labels;
import io.pilothouse.desktop.widget.Palette;
import io.pilothouse.desktop.widget.TimeChart;
import java.util.List;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;

/// One golden signal: its name, its number, what the lines are, and the lines.
final class SignalPanel extends VBox {
    private final Label number = Labels.label("", "signal-number");
    private final TimeChart chart;

    /// What a line is.
    record Key(String words, Function<Palette, Color> color, boolean isDashed) {}

    SignalPanel(String name, String what, List<Key> keys, ObservableValue<Palette> palette) {
        getStyleClass().addAll("card", "signal");
        chart = new TimeChart(palette);
        VBox.setVgrow(chart, Priority.ALWAYS);
        Label title = Labels.label(name, "caption");
        title.setMinWidth(Region.USE_PREF_SIZE);
        HBox top = new HBox(8, title, Labels.spring(), number);
        top.setAlignment(Pos.BASELINE_LEFT);
        HBox legend = new HBox(10);
        legend.setAlignment(Pos.CENTER_LEFT);
        for (Key key : keys) {
            Line line = new Line(0, 0, 12, 0);
            line.setStrokeWidth(2);
            if (key.isDashed()) {
                line.getStrokeDashArray().setAll(4.0, 3.0);
            }
            palette.subscribe(colors -> line.setStroke(key.color().apply(colors)));
            Label label = Labels.label(key.words(), "signal-key");
            label.setGraphic(line);
            legend.getChildren().add(label);
        }
        getChildren().addAll(top, legend, chart);
        setAccessibleText(what);
        setMinWidth(150);
        setPrefWidth(240);
        HBox.setHgrow(this, Priority.ALWAYS);
    }

    void show(String text, TimeChart.Chart changed) {
        number.setText(text);
        chart.show(changed);
    }
}
