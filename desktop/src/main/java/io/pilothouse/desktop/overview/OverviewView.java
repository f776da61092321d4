package io.pilothouse.desktop.overview;

import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.navigation.Navigation;
import io.pilothouse.desktop.navigation.Screen;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.state.FleetListener;
import io.pilothouse.desktop.state.Subscription;
import io.pilothouse.desktop.widget.Glyph;
import io.pilothouse.desktop.widget.Labels;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// The screen of the fleet: the numbers, the filter, the table.
public final class OverviewView implements Screen {
    /// So long after the last key the filter takes effect.
    private static final Duration TYPING = Duration.millis(80);

    private final OverviewModel model;
    private final Function<FleetListener, Subscription> fleet;
    private final VBox root = new VBox();
    private final TextField filter = new TextField();
    private final PauseTransition typing = new PauseTransition(TYPING);
    private final FleetTable table;
    private Subscription subscription = Subscription.NONE;
    private boolean isActive;

    /// @param fleet tells a listener of the fleet from then on
    public OverviewView(OverviewModel model, Navigation navigation, Function<FleetListener, Subscription> fleet) {
        this.model = model;
        this.fleet = fleet;
        table = new FleetTable(model, navigation);
        root.getStyleClass().add("screen");
        root.setId("overview");
        root.getChildren().addAll(header(), strip(), mistake(), body(), legend());
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        model.filterProperty().addListener((property, before, text) -> {
            if (!filter.getText().equals(text)) {
                filter.setText(text);
            }
            if (!(navigation.current() instanceof Address.Fleet shown)
                    || shown.filter().equals(text)) {
                return;
            }
            navigation.amend(new Address.Fleet(text));
        });
    }

    @Override
    public Parent node() {
        return root;
    }

    @Override
    public void activate(Address address) {
        if (address instanceof Address.Fleet at
                && !at.filter().equals(model.filterProperty().get())) {
            model.filter(at.filter());
        }
        if (!isActive) {
            isActive = true;
            subscription = fleet.apply(model);
        }
    }

    @Override
    public void deactivate() {
        subscription.close();
        subscription = Subscription.NONE;
        isActive = false;
        model.freeze(false);
    }

    @Override
    public void focus() {
        table.requestFocus();
    }

    private HBox header() {
        Label title = Labels.label("Fleet", "title");
        title.setMinWidth(Label.USE_PREF_SIZE);
        filter.setId("filter");
        filter.setPromptText("Filter  ( / )    words   env:prod   state:failed   app:shop-*   -cluster:eu-*");
        HBox.setHgrow(filter, Priority.ALWAYS);
        typing.setOnFinished(event -> model.filter(filter.getText()));
        filter.textProperty().addListener((property, before, text) -> {
            if (!text.equals(model.filterProperty().get())) {
                typing.playFromStart();
            }
        });
        filter.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                leaveFilter();
                event.consume();
            } else if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.DOWN) {
                typing.stop();
                model.filter(filter.getText());
                table.enter();
                event.consume();
            }
        });
        Button pill = Labels.button("", model::reorder, "pill");
        pill.setId("order-pill");
        model.waitingMovesProperty().subscribe(moves -> {
            pill.setText(moves.intValue() + " would move · Shift+R");
            pill.setVisible(moves.intValue() > 0);
            pill.setManaged(moves.intValue() > 0);
        });
        Button expand = Labels.button("Expand all", () -> model.foldAll(true), "flat-button");
        Button fold = Labels.button("Fold all", () -> model.foldAll(false), "flat-button");
        HBox header = new HBox(8, title, filter, pill, expand, fold);
        header.getStyleClass().add("screen-header");
        header.setAlignment(Pos.CENTER_LEFT);
        return header;
    }

    private HBox strip() {
        List<KpiTile> tiles = List.of(
                new KpiTile(Set.of(Condition.FAILED), false, model),
                new KpiTile(Set.of(Condition.DEGRADED), false, model),
                new KpiTile(Set.of(Condition.DRIFTED), false, model),
                new KpiTile(Set.of(Condition.HELD), true, model),
                new KpiTile(Set.of(Condition.APPLYING, Condition.BEHIND), false, model),
                new KpiTile(Set.of(Condition.NO_CONTACT), false, model),
                new KpiTile(Set.of(Condition.UNKNOWN), true, model),
                new KpiTile(Set.of(Condition.PAUSED), false, model),
                new KpiTile(Set.of(Condition.IN_SYNC), false, model));
        HBox strip = new HBox(8);
        strip.getStyleClass().add("kpi-strip");
        strip.getChildren().addAll(tiles);
        Runnable show = () -> tiles.forEach(tile -> tile.show(
                model.tallyProperty().get(),
                model.contentProperty().get() != OverviewModel.Content.LOADING,
                model.linkProperty().get().isDown()));
        model.tallyProperty().subscribe(ignored -> show.run());
        model.linkProperty().subscribe(ignored -> show.run());
        model.contentProperty().subscribe(ignored -> show.run());
        model.filterProperty().subscribe(text -> tiles.forEach(tile -> tile.choose(text)));
        return strip;
    }

    private Label mistake() {
        Label mistake = Labels.label("", "query-mistake");
        mistake.setId("query-mistake");
        mistake.setWrapText(true);
        model.mistakeProperty().subscribe(invalid -> {
            mistake.setText(invalid.map(wrong -> "“" + wrong.token() + "”: " + wrong.sentence()
                            + " The rows below are those of the last filter that could be read.")
                    .orElse(""));
            mistake.setVisible(invalid.isPresent());
            mistake.setManaged(invalid.isPresent());
        });
        return mistake;
    }

    private StackPane body() {
        Label loading = Labels.label("", "placeholder-title");
        model.linkProperty()
                .subscribe(link -> loading.setText(
                        link.isDown() ? "Nothing is known of the fleet yet" : "Asking the hub for the fleet …"));
        VBox empty = placeholder(
                "No clusters yet",
                "A cluster appears here when its agent first connects. On the hub's machine, issue an identity for it:",
                "pilothouse hub issue-agent --data DIR --cluster NAME --out DIR",
                "Then start the agent in the cluster with that folder. The steps are in src/docs/operations.md.");
        VBox noMatch = placeholder("Nothing matches the filter", "", "", "");
        Label parts = (Label) noMatch.getChildren().get(1);
        parts.setManaged(true);
        parts.setVisible(true);
        Button clear = Labels.button("Clear the filter  ( Esc )", () -> model.filter(""), "flat-button");
        noMatch.getChildren().add(clear);
        StackPane body = new StackPane(table.node(), loading, empty, noMatch);
        body.setMinHeight(0);
        VBox.setVgrow(body, Priority.ALWAYS);
        model.contentProperty().subscribe(content -> {
            loading.setVisible(content == OverviewModel.Content.LOADING);
            empty.setVisible(content == OverviewModel.Content.EMPTY);
            noMatch.setVisible(content == OverviewModel.Content.NO_MATCH);
            parts.setText("In force: " + String.join("   ", model.query().parts()));
        });
        return body;
    }

    private static VBox placeholder(String title, String text, String command, String after) {
        Label heading = Labels.label(title, "placeholder-title");
        Label first = paragraph(text);
        TextField copyable = new TextField(command);
        copyable.setEditable(false);
        copyable.getStyleClass().add("command");
        copyable.setManaged(!command.isEmpty());
        copyable.setVisible(!command.isEmpty());
        VBox box = new VBox(10, heading, first, copyable, paragraph(after));
        box.setAlignment(Pos.CENTER);
        box.setMaxSize(560, 200);
        return box;
    }

    private static Label paragraph(String text) {
        Label label = Labels.label(text, "muted");
        label.setWrapText(true);
        label.setManaged(!text.isEmpty());
        label.setVisible(!text.isEmpty());
        return label;
    }

    private static FlowPane legend() {
        FlowPane legend = new FlowPane(14, 3);
        legend.getStyleClass().add("legend");
        legend.setAlignment(Pos.CENTER_LEFT);
        for (Condition condition : Condition.values()) {
            Label entry = Labels.label(condition.words(), "legend-entry");
            entry.setGraphic(new Glyph(condition));
            legend.getChildren().add(entry);
        }
        Glyph old = new Glyph();
        old.show(Condition.IN_SYNC, true);
        Label entry = Labels.label("in dots: not known to be so now", "legend-entry");
        entry.setGraphic(old);
        legend.getChildren().add(entry);
        return legend;
    }

    /// Puts the cursor into the filter.
    public void enterFilter() {
        filter.requestFocus();
        filter.selectAll();
    }

    private void key(KeyEvent event) {
        if (event.getTarget() instanceof TextField) {
            return;
        }
        if (event.getCode() == KeyCode.R && event.isShiftDown()) {
            model.reorder();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE
                && !model.filterProperty().get().isEmpty()) {
            model.filter("");
            event.consume();
        }
    }

    /// Esc leaves one layer: first the text, then the box.
    private void leaveFilter() {
        typing.stop();
        if (filter.getText().isEmpty()) {
            table.enter();
        } else {
            filter.clear();
            model.filter("");
        }
    }
}
