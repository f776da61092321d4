package io.pilothouse.desktop.shell;

import io.pilothouse.desktop.state.LinkState;
import io.pilothouse.desktop.widget.Labels;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// The line at the bottom: is what is shown live, how much comes, from which hub, and who is asking.
final class StatusBar extends HBox {
    StatusBar(StatusModel model) {
        super(16);
        getStyleClass().add("status-bar");
        setId("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        Region dot = new Region();
        dot.getStyleClass().add("link-dot");
        Label link = Labels.label(model.wordsProperty(), "link-words");
        link.setId("link-words");
        link.setGraphic(dot);
        link.setMinWidth(Region.USE_PREF_SIZE);
        Label rate = Labels.label(model.rateProperty(), "muted");
        rate.setMinWidth(Region.USE_PREF_SIZE);
        Label hub = Labels.label(model.hubProperty(), "muted");
        hub.setId("hub-words");
        Label fleet = Labels.label(model.fleetProperty(), "muted");
        fleet.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(link, rate, fleet, Labels.spring(), hub);
        model.linkProperty().subscribe(state -> {
            dot.getStyleClass().setAll("link-dot", style(state));
            link.getStyleClass().setAll("label", "link-words", style(state));
        });
    }

    private static String style(LinkState state) {
        return switch (state) {
            case LinkState.Live ignored -> "link-live";
            case LinkState.Lagging ignored -> "link-lagging";
            case LinkState.Connecting ignored -> "link-connecting";
            case LinkState.Away ignored -> "link-down";
            case LinkState.Unreachable ignored -> "link-down";
        };
    }
}
