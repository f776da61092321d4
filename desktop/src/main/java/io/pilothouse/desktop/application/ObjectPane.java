package io.pilothouse.desktop.application;

import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Words;
import io.pilothouse.desktop.widget.Glyph;
import io.pilothouse.desktop.widget.GlyphCell;
import io.pilothouse.desktop.widget.KeyedTable;
import io.pilothouse.desktop.widget.Labels;
import io.pilothouse.desktop.widget.TableCopy;
import io.pilothouse.desktop.widget.TextCell;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The objects of an application, and under them what of the chosen one is not as Git says, what was drifting before,
/// or what its agent says of it now.
final class ObjectPane {
    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");

    private final ApplicationModel model;
    private final TableView<ObjectStatus> objects;
    private final TableView<FieldDrift> fields;
    private final TableView<DriftRecord> history;
    private final LookPane look;
    private final SplitPane split = new SplitPane();
    private boolean wasOld;

    ObjectPane(ApplicationModel model) {
        this.model = model;
        objects = objectTable();
        fields = fieldTable();
        history = historyTable();
        look = new LookPane(model);
        split.setOrientation(Orientation.VERTICAL);
        split.getItems().addAll(objects, details());
        split.setDividerPositions(0.56);
        split.getStyleClass().add("object-split");
        objects.getSelectionModel().selectedItemProperty().addListener((property, before, after) -> {
            if (after != null) {
                model.select(after.key());
            }
        });
        model.selectedProperty().subscribe(ignored -> follow());
        model.objects().addListener((ListChangeListener<ObjectStatus>) change -> follow());
        model.statusProperty().subscribe(ignored -> objects.refresh());
        model.momentProperty().subscribe(ignored -> age());
    }

    Node node() {
        return split;
    }

    void requestFocus() {
        objects.requestFocus();
    }

    /// What is no longer known to be so is drawn so, here as in the fleet.
    private void age() {
        boolean isOld = model.isOld();
        if (isOld != wasOld) {
            wasOld = isOld;
            objects.refresh();
            objects.pseudoClassStateChanged(OLD, isOld);
            fields.pseudoClassStateChanged(OLD, isOld);
        }
    }

    private void follow() {
        model.selectedProperty().get().ifPresent(key -> {
            ObjectStatus now = objects.getSelectionModel().getSelectedItem();
            if (now == null || !now.key().equals(key)) {
                for (int i = 0; i < objects.getItems().size(); i++) {
                    if (objects.getItems().get(i).key().equals(key)) {
                        objects.getSelectionModel().clearAndSelect(i);
                    }
                }
            }
        });
    }

    private TableView<ObjectStatus> objectTable() {
        TableView<ObjectStatus> table = KeyedTable.of(model.objects(), ObjectStatus::key);
        table.setId("object-table");
        table.setMinHeight(90);
        Function<ObjectStatus, String> name =
                row -> (row.key().namespace().isEmpty() ? "" : row.key().namespace() + "/")
                        + row.key().name();
        table.getColumns().add(GlyphCell.column("Object", 250, model::condition, row -> model.isOld(), name));
        table.getColumns().add(TextCell.column("Kind", 184, row -> row.key().kind(), row -> List.of()));
        table.getColumns().add(TextCell.column("Sync", 96, row -> Words.of(row.sync()), this::syncStyle));
        table.getColumns().add(TextCell.column("Health", 96, row -> Words.of(row.health()), this::healthStyle));
        table.getColumns()
                .add(TextCell.column(
                        "Declared in", 260, row -> row.origin().toString(), row -> List.of("mono", "quiet", "path")));
        table.getColumns().add(TextCell.column("What", 340, ObjectPane::message, this::messageStyle));
        TableCopy.install(
                table,
                row -> List.of(
                        row.key().toString(),
                        model.condition(row).words(),
                        Words.of(row.sync()),
                        Words.of(row.health()),
                        row.origin().toString(),
                        message(row)));
        return table;
    }

    private static String message(ObjectStatus row) {
        if (!row.message().isEmpty()) {
            return row.message();
        }
        long drifted = row.drift().stream()
                .filter(field -> field.kind() != DriftKind.UNOWNED)
                .count();
        return drifted == 0
                ? ""
                : Words.count(drifted, "field") + " not as Git says: "
                        + row.drift().stream().map(FieldDrift::path).limit(3).collect(Collectors.joining(", "));
    }

    private List<String> syncStyle(ObjectStatus row) {
        Condition condition = model.condition(row);
        return condition == Condition.DRIFTED || condition == Condition.BEHIND
                ? List.of("state-text", Glyph.styleClass(condition))
                : List.of("quiet");
    }

    private List<String> healthStyle(ObjectStatus row) {
        Condition condition = model.condition(row);
        return condition == Condition.DEGRADED || condition == Condition.APPLYING
                ? List.of("state-text", Glyph.styleClass(condition))
                : List.of("quiet");
    }

    private List<String> messageStyle(ObjectStatus row) {
        Condition condition = model.condition(row);
        return condition.needsAPerson() ? List.of("state-text", Glyph.styleClass(condition)) : List.of("quiet");
    }

    private TableView<FieldDrift> fieldTable() {
        TableView<FieldDrift> table = KeyedTable.of(model.fields(), FieldDrift::path);
        table.setId("field-table");
        table.setPlaceholder(Labels.label("Every field of this object that Git declares is as Git says.", "muted"));
        table.getColumns().add(TextCell.column("Field", 300, ObjectPane::path, row -> List.of("mono")));
        table.getColumns()
                .add(TextCell.column("In Git", 200, row -> value(row.desired()), row -> List.of("mono", "diff-git")));
        table.getColumns()
                .add(TextCell.column("Live", 200, row -> value(row.live()), row -> List.of("mono", "diff-live")));
        table.getColumns().add(TextCell.column("How", 96, row -> Words.of(row.kind()), row -> List.of("quiet")));
        table.getColumns().add(TextCell.column("Manager", 140, ObjectPane::manager, row -> List.of()));
        table.getColumns().add(TextCell.column("Since", 150, this::since, row -> List.of("quiet")));
        TableCopy.install(
                table,
                row -> List.of(
                        path(row),
                        row.desired(),
                        row.live(),
                        Words.of(row.kind()),
                        manager(row),
                        row.managedAt().map(Instant::toString).orElse("")));
        return table;
    }

    private static String path(FieldDrift field) {
        return field.path().isEmpty() ? "(the whole object)" : field.path();
    }

    private static String value(String json) {
        return json.isEmpty() ? "–" : json;
    }

    private static String manager(FieldDrift field) {
        return field.manager().isEmpty()
                ? "unknown"
                : field.manager() + (field.operation().isEmpty() ? "" : " (" + field.operation() + ")");
    }

    private String since(FieldDrift field) {
        return field.managedAt()
                .map(at -> Words.age(model.momentProperty().get().since(at)) + " ago")
                .orElse("unknown");
    }

    private TableView<DriftRecord> historyTable() {
        TableView<DriftRecord> table = KeyedTable.of(model.history(), Function.identity());
        table.setId("history-table");
        table.setPlaceholder(Labels.label("No drift of this application is on record.", "muted"));
        table.getColumns().add(TextCell.column("Seen", 150, this::seen, row -> List.of("quiet")));
        table.getColumns()
                .add(TextCell.column("Object", 260, row -> row.object().toString(), row -> List.of()));
        table.getColumns().add(TextCell.column("What differed", 360, ObjectPane::differed, row -> List.of("mono")));
        table.getColumns().add(TextCell.column("By", 140, ObjectPane::by, row -> List.of()));
        table.getColumns().add(TextCell.column("Outcome", 160, ObjectPane::outcome, ObjectPane::outcomeStyle));
        TableCopy.install(
                table,
                row -> List.of(row.seenAt().toString(), row.object().toString(), differed(row), by(row), outcome(row)));
        return table;
    }

    private String seen(DriftRecord row) {
        return Words.time(row.seenAt(), model.momentProperty().get().now(), ZoneId.systemDefault());
    }

    private static String differed(DriftRecord row) {
        return row.fields().stream()
                .map(field -> path(field) + " " + value(field.desired()) + " → " + value(field.live()))
                .collect(Collectors.joining(", "));
    }

    private static String by(DriftRecord row) {
        return row.fields().stream()
                .map(FieldDrift::manager)
                .filter(manager -> !manager.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String outcome(DriftRecord row) {
        return Words.of(row.action())
                + (row.action() == DriftRecord.Action.CORRECTED ? " in " + row.repairMillis() + " ms" : "");
    }

    private static List<String> outcomeStyle(DriftRecord row) {
        return switch (row.action()) {
            case NOTED -> List.of("state-text", Glyph.styleClass(Condition.DRIFTED));
            case CORRECTED -> List.of("quiet");
            case FAILED -> List.of("state-text", Glyph.styleClass(Condition.FAILED));
        };
    }

    private Node details() {
        ToggleButton fieldsTab = new ToggleButton("Fields not as Git says");
        fieldsTab.setId("tab-fields");
        ToggleButton historyTab = new ToggleButton("Drift history");
        historyTab.setId("tab-history");
        ToggleButton lookTab = new ToggleButton("In the cluster now");
        lookTab.setId("tab-look");
        ToggleGroup group = new ToggleGroup();
        lookTab.setToggleGroup(group);
        fieldsTab.setToggleGroup(group);
        historyTab.setToggleGroup(group);
        fieldsTab.setSelected(true);
        group.selectedToggleProperty().addListener((property, before, after) -> {
            if (after == null && before != null) {
                before.setSelected(true);
            }
        });
        fields.visibleProperty().bind(fieldsTab.selectedProperty());
        history.visibleProperty().bind(historyTab.selectedProperty());
        look.node().visibleProperty().bind(lookTab.selectedProperty());
        model.fields().addListener((ListChangeListener<FieldDrift>) change -> fieldsTab.setText(
                model.fields().isEmpty()
                        ? "Fields not as Git says"
                        : "Fields not as Git says  " + model.fields().size()));
        model.history().addListener((ListChangeListener<DriftRecord>) change -> historyTab.setText(
                model.history().isEmpty()
                        ? "Drift history"
                        : "Drift history  " + model.history().size()));
        var subject = Labels.label("", "muted");
        model.selectedProperty()
                .subscribe(key -> subject.setText(key.map(ResourceKey::toString).orElse("")));
        HBox tabs = new HBox(4, fieldsTab, historyTab, lookTab, Labels.spring(), subject);
        tabs.getStyleClass().add("tabs");
        tabs.setAlignment(Pos.CENTER_LEFT);
        StackPane tables = new StackPane(fields, history, look.node());
        VBox.setVgrow(tables, Priority.ALWAYS);
        VBox box = new VBox(6, tabs, tables);
        box.setMinHeight(90);
        return box;
    }
}
