package io.pilothouse.desktop.shell;

import io.pilothouse.desktop.widget.Labels;
import io.pilothouse.desktop.widget.TableCopy;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The band over the content while the hub is away: since when, why, and when it is tried again. Not a dialog: what was
/// known can still be looked at.
final class LinkBand extends HBox {
    /// @param retry calls the hub now
    /// @param change chooses another hub or identity
    LinkBand(StatusModel model, Runnable retry, Runnable change) {
        super(8);
        getStyleClass().add("band");
        setId("band");
        setAlignment(Pos.CENTER_LEFT);
        Label text = Labels.label("", "band-text");
        text.setId("band-text");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        Button now = Labels.button("Try now", retry);
        now.setId("band-retry");
        Button copy = Labels.button("Copy", () -> TableCopy.copy(text.getText()));
        Button other = Labels.button("Change hub …", change);
        getChildren().addAll(text, now, copy, other);
        model.bandProperty().subscribe(band -> {
            text.setText(band.orElse(""));
            setVisible(band.isPresent());
            setManaged(band.isPresent());
        });
        model.linkProperty().subscribe(state -> {
            for (Button button : new Button[] {now, other}) {
                button.setVisible(state.isDown());
                button.setManaged(state.isDown());
            }
        });
    }
}
