package io.pilothouse.desktop.application;

import io.pilothouse.desktop.widget.Labels;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What the agent says of the chosen object at this moment: the failing container's last lines, events, what a sync
/// would change, and the object itself with fingerprints for secrets. Asked for only while it is on show.
final class LookPane {
    private final ApplicationModel model;
    private final VBox root;

    LookPane(ApplicationModel model) {
        this.model = model;
        TextArea text = new TextArea();
        text.setId("look-text");
        text.setEditable(false);
        text.getStyleClass().addAll("mono", "look");
        text.textProperty().bind(model.look().textProperty());
        text.setPromptText("No object is chosen, or its agent is not connected.");
        Button again = Labels.button("Ask again", model::lookAtSelected);
        again.setId("look-again");
        HBox bar = new HBox(8, Labels.spring(), again);
        bar.setAlignment(Pos.CENTER_RIGHT);
        VBox.setVgrow(text, Priority.ALWAYS);
        root = new VBox(6, text, bar);
        root.visibleProperty().subscribe(this::askIfShown);
        model.selectedProperty().subscribe(this::askIfShown);
    }

    private void askIfShown() {
        if (root.isVisible()) {
            model.lookAtSelected();
        }
    }

    Node node() {
        return root;
    }
}
