package io.pilothouse.desktop.widget;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Labels and buttons as this program has them. A label too long for its place ends in dots and says the whole in its
/// tooltip.
public final class Labels {
    private Labels() {}

    public static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        label.setMinWidth(0);
        explain(label);
        return label;
    }

    public static Label label(ObservableValue<String> text, String... styleClasses) {
        Label label = label("", styleClasses);
        label.textProperty().bind(text);
        return label;
    }

    public static Button button(String text, Runnable action, String... styleClasses) {
        Button button = new Button(text);
        button.getStyleClass().addAll(styleClasses);
        button.setOnAction(event -> action.run());
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /// @return an empty stretch that takes what is left of a row
    public static Node spring() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    private static void explain(Label label) {
        Tooltip tooltip = new Tooltip();
        tooltip.textProperty().bind(label.textProperty());
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(640);
        label.hoverProperty()
                .addListener(
                        (property, before, isHovered) -> label.setTooltip(isHovered && isCut(label) ? tooltip : null));
    }

    private static boolean isCut(Label label) {
        return label.isWrapText()
                ? label.getHeight() + 0.5 < label.prefHeight(label.getWidth())
                : label.getWidth() + 0.5 < label.prefWidth(-1);
    }
}
