package io.pilothouse.desktop.widget;

import io.pilothouse.desktop.reading.Condition;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A card that answers one question: a caption, a word with its glyph, and the reason as text.
public final class Axis extends VBox {
    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");

    private static final double REASON = 33;

    private final Glyph glyph = new Glyph();
    private final Label word = Labels.label("", "axis-word");
    private final Label reason = Labels.label("", "axis-reason");

    public Axis(String caption) {
        getStyleClass().addAll("card", "axis");
        HBox line = new HBox(8, glyph, word);
        line.setAlignment(Pos.CENTER_LEFT);
        reason.setWrapText(true);
        // Two lines always: cards in a row are of one height, whatever they say
        reason.setMinHeight(REASON);
        reason.setPrefHeight(REASON);
        reason.setMaxHeight(REASON);
        reason.setAlignment(Pos.TOP_LEFT);
        getChildren().addAll(Labels.label(caption, "caption"), line, reason);
        setMinWidth(120);
        setPrefWidth(220);
        HBox.setHgrow(this, Priority.ALWAYS);
    }

    /// @param condition the glyph
    /// @param text the word
    /// @param why the reason, a sentence
    /// @param isOld whether it is no longer known to be so
    public void show(Condition condition, String text, String why, boolean isOld) {
        glyph.show(condition, isOld);
        word.setText(text);
        reason.setText(why);
        pseudoClassStateChanged(OLD, isOld);
    }
}
