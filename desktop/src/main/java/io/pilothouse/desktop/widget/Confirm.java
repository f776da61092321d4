package io.pilothouse.desktop.widget;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Asks before something is done: says what, to which, and what it changes. Lies over the window rather than beside it.
/// The button bears the action's name, Cancel has the focus, and Enter confirms nothing.
public final class Confirm extends StackPane {
    private final Button cancel;

    /// What to ask.
    ///
    /// @param action the name on the button, such as `Sync now`
    /// @param scope on what, in full
    /// @param effect what will come of it, a sentence
    /// @param note what it does not do, a sentence
    public record Question(String action, String scope, String effect, String note) {}

    /// @param confirmed gets the reason that was typed, perhaps empty
    /// @param closed called in any case, last
    public Confirm(Question question, Consumer<String> confirmed, Runnable closed) {
        getStyleClass().add("veil");
        Label title = Labels.label(question.action(), "dialog-title");
        Label scope = Labels.label(question.scope(), "mono", "dialog-scope");
        scope.setWrapText(true);
        Label effect = wrapped(question.effect());
        Label note = wrapped(question.note());
        note.getStyleClass().add("muted");
        TextField reason = new TextField();
        reason.setPromptText("Why? For the record, such as INC-4711");
        reason.setId("confirm-reason");
        cancel = Labels.button("Cancel", closed);
        cancel.setId("confirm-cancel");
        Button act = Labels.button(
                question.action(),
                () -> {
                    confirmed.accept(reason.getText().strip());
                    closed.run();
                },
                "accent");
        act.setId("confirm-act");
        HBox buttons = new HBox(8, Labels.spring(), cancel, act);
        VBox card = new VBox(12, title, scope, effect, reason, note, buttons);
        card.getStyleClass().add("dialog");
        card.setMaxSize(480, Region.USE_PREF_SIZE);
        getChildren().add(card);
        StackPane.setAlignment(card, Pos.CENTER);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                closed.run();
            } else if (event.getCode() == KeyCode.ENTER) {
                // A reflex must not change a cluster
                event.consume();
                if (cancel.isFocused()) {
                    closed.run();
                }
            }
        });
    }

    /// Takes the focus.
    public void open() {
        cancel.requestFocus();
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /// @return the nodes, for a test
    Node card() {
        return getChildren().getFirst();
    }
}
