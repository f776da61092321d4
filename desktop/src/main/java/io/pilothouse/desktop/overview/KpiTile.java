package io.pilothouse.desktop.overview;

import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Tally;
import io.pilothouse.desktop.reading.Words;
import io.pilothouse.desktop.widget.Glyph;
import java.util.EnumSet;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One number of the strip. Pressed, it filters the table by what it counts; pressed again, it takes that away.
final class KpiTile extends Button {
    private static final PseudoClass NONE = PseudoClass.getPseudoClass("none");
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");
    private static final double PADDING = 34;

    private final Set<Condition> states;
    private final boolean isOptional;
    private final String words;
    private final Glyph glyph;
    private final Label number = new Label("0");
    private final Label name = new Label();
    private final Label where = new Label();

    /// @param isOptional hidden while it counts nothing
    KpiTile(Set<Condition> states, boolean isOptional, OverviewModel model) {
        this.states = EnumSet.copyOf(states);
        this.isOptional = isOptional;
        Condition first = this.states.iterator().next();
        words = first.words();
        glyph = new Glyph(first);
        glyph.setScaleX(1.25);
        glyph.setScaleY(1.25);
        setId("kpi-" + first.id());
        getStyleClass().setAll("kpi", Glyph.styleClass(first));
        number.getStyleClass().add("kpi-number");
        name.setText(words);
        name.getStyleClass().add("kpi-name");
        where.getStyleClass().add("kpi-where");
        name.setMinWidth(Region.USE_PREF_SIZE);
        where.setMinWidth(0);
        HBox top = new HBox(9, glyph, number);
        top.setAlignment(Pos.CENTER_LEFT);
        HBox bottom = new HBox(6, name, where);
        bottom.setAlignment(Pos.BASELINE_LEFT);
        VBox box = new VBox(1, top, bottom);
        setGraphic(box);
        setAlignment(Pos.CENTER_LEFT);
        setMaxWidth(Double.MAX_VALUE);
        setMinWidth(88);
        setPrefWidth(120);
        HBox.setHgrow(this, Priority.ALWAYS);
        where.managedProperty().bind(where.visibleProperty());
        widthProperty().addListener((property, before, after) -> makeRoom());
        setOnAction(event -> model.toggleStates(this.states));
    }

    /// @param isKnown false while the hub has not said anything: then there is no number, not a zero
    void show(Tally tally, boolean isKnown, boolean isOld) {
        int count = states.stream().mapToInt(tally::count).sum();
        int clusters = states.stream().mapToInt(tally::clusters).max().orElse(0);
        number.setText(isKnown ? Words.number(count) : "–");
        where.setText(
                count == 0
                        ? ""
                        : states.contains(Condition.IN_SYNC)
                                ? "of " + Words.number(tally.total())
                                : Words.count(clusters, "cluster"));
        makeRoom();
        pseudoClassStateChanged(NONE, count == 0);
        pseudoClassStateChanged(OLD, isOld);
        glyph.show(glyph.condition(), isOld);
        setAccessibleText(number.getText() + " " + words + " " + where.getText());
        boolean isShown = !isOptional || count > 0;
        setVisible(isShown);
        setManaged(isShown);
    }

    /// The second number is shown whole or not at all.
    private void makeRoom() {
        where.setVisible(name.prefWidth(-1) + 6 + where.prefWidth(-1) <= getWidth() - PADDING);
    }

    void choose(String filter) {
        String term =
                "state:" + String.join(",", states.stream().map(Condition::id).toList());
        pseudoClassStateChanged(CHOSEN, (" " + filter + " ").contains(" " + term + " "));
    }
}
