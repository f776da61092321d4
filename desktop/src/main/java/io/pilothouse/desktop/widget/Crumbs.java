package io.pilothouse.desktop.widget;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// Where one is, each part above the last a way back.
public final class Crumbs extends HBox {
    private final Node glyph;
    private Runnable onFleet = () -> {};
    private Runnable onCluster = () -> {};
    private List<String> shown = List.of();

    /// @param glyph stands before the last part
    public Crumbs(Node glyph) {
        super(8);
        this.glyph = glyph;
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(Region.USE_PREF_SIZE);
        getStyleClass().add("crumbs");
    }

    public void setOnFleet(Runnable action) {
        onFleet = action;
    }

    public void setOnCluster(Runnable action) {
        onCluster = action;
    }

    /// @param parts below the fleet: a cluster, or a cluster and an application
    public void show(List<String> parts) {
        if (parts.equals(shown)) {
            return;
        }
        shown = List.copyOf(parts);
        getChildren().setAll(link("Fleet", () -> onFleet.run()));
        for (int i = 0; i < parts.size(); i++) {
            getChildren().add(Labels.label("/", "muted"));
            if (i + 1 < parts.size()) {
                getChildren().add(link(parts.get(i), () -> onCluster.run()));
            } else {
                Label last = Labels.label(parts.get(i), "title");
                last.setMinWidth(Region.USE_PREF_SIZE);
                getChildren().addAll(glyph, last);
            }
        }
    }

    private static Hyperlink link(String text, Runnable action) {
        Hyperlink link = new Hyperlink(text);
        link.setOnAction(event -> action.run());
        link.setMinWidth(Region.USE_PREF_SIZE);
        return link;
    }
}
