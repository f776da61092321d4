package io.pilothouse.desktop.cluster;

import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.navigation.Navigation;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Words;
import io.pilothouse.desktop.widget.Glyph;
import io.pilothouse.desktop.widget.GlyphCell;
import io.pilothouse.desktop.widget.KeyedTable;
import io.pilothouse.desktop.widget.TableCopy;
import io.pilothouse.desktop.widget.TextCell;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The applications of one cluster.
final class ApplicationTable {
    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");

    private final ClusterModel model;
    private final TableView<ApplicationStatus> table;
    private boolean wasOld;

    ApplicationTable(ClusterModel model, Navigation navigation) {
        this.model = model;
        table = KeyedTable.of(model.applications(), ApplicationStatus::key);
        table.setId("application-table");
        table.getColumns()
                .add(GlyphCell.column("Application", 250, this::condition, this::isOld, ApplicationTable::name));
        table.getColumns()
                .add(TextCell.column("Layer", 64, row -> row.key().layer().folder(), row -> List.of("quiet")));
        table.getColumns().add(TextCell.column("Sync", 100, row -> Words.of(row.sync()), ApplicationTable::syncStyle));
        table.getColumns()
                .add(TextCell.column("Health", 100, row -> Words.of(row.health()), ApplicationTable::healthStyle));
        table.getColumns().add(TextCell.column("Revision", 176, Words::revisions, ApplicationTable::revisionStyle));
        TableColumn<ApplicationStatus, ApplicationStatus> count =
                TextCell.column("Objects", 84, row -> Words.number(row.objects()), row -> List.of("number", "quiet"));
        count.getStyleClass().add("number");
        table.getColumns().add(count);
        table.getColumns().add(TextCell.column("What", 380, ApplicationTable::message, this::messageStyle));
        TableCopy.install(
                table,
                row -> List.of(
                        row.key().cluster(),
                        row.key().path(),
                        condition(row).words(),
                        Words.of(row.sync()),
                        Words.of(row.health()),
                        Words.revisions(row),
                        Integer.toString(row.objects()),
                        message(row)));
        Runnable open = () -> {
            ApplicationStatus selected = table.getSelectionModel().getSelectedItem();
            if (selected != null) {
                navigation.open(new Address.Application(selected.key()));
            }
        };
        table.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                open.run();
            }
        });
        table.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open.run();
                event.consume();
            }
        });
        model.momentProperty().subscribe(ignored -> age());
        model.clusterProperty().subscribe(ignored -> table.refresh());
    }

    /// What is no longer known to be so is drawn so, here as in the fleet.
    private void age() {
        boolean isOld = model.clusterProperty()
                .get()
                .map(cluster -> model.momentProperty().get().isOld(cluster))
                .orElse(true);
        if (isOld != wasOld) {
            wasOld = isOld;
            table.refresh();
            table.pseudoClassStateChanged(OLD, isOld);
        }
    }

    Node node() {
        return table;
    }

    void requestFocus() {
        table.requestFocus();
        if (table.getSelectionModel().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
    }

    private Condition condition(ApplicationStatus row) {
        return Condition.of(
                row,
                model.clusterProperty().get().map(cluster -> cluster.contact()).orElse(Contact.NEVER));
    }

    private boolean isOld(ApplicationStatus row) {
        return model.clusterProperty()
                .get()
                .map(cluster -> model.momentProperty().get().isOld(cluster))
                .orElse(true);
    }

    private static String name(ApplicationStatus row) {
        return row.key().namespace().isEmpty()
                ? row.key().name()
                : row.key().namespace() + "/" + row.key().name();
    }

    private static String message(ApplicationStatus row) {
        String code = row.reason().isEmpty() ? "" : row.reason() + "  ";
        if (!row.message().isEmpty()) {
            return code + row.message();
        }
        if (row.drifted() > 0) {
            return code + Words.count(row.drifted(), "object") + " changed by hand";
        }
        return row.isSuspended() ? "suspended" : code;
    }

    private List<String> messageStyle(ApplicationStatus row) {
        Condition condition = condition(row);
        return condition.needsAPerson() ? List.of("state-text", Glyph.styleClass(condition)) : List.of("quiet");
    }

    private static List<String> syncStyle(ApplicationStatus row) {
        return row.sync() == SyncStatus.OUT_OF_SYNC
                ? List.of("state-text", Glyph.styleClass(row.drifted() > 0 ? Condition.DRIFTED : Condition.BEHIND))
                : List.of("quiet");
    }

    private static List<String> healthStyle(ApplicationStatus row) {
        if (row.health() == Health.DEGRADED || row.health() == Health.MISSING) {
            return List.of("state-text", Glyph.styleClass(Condition.DEGRADED));
        }
        return row.health() == Health.PROGRESSING
                ? List.of("state-text", Glyph.styleClass(Condition.APPLYING))
                : List.of("quiet");
    }

    private static List<String> revisionStyle(ApplicationStatus row) {
        return row.desired().equals(row.applied())
                ? List.of("mono", "quiet")
                : List.of("mono", "state-text", Glyph.styleClass(Condition.BEHIND));
    }
}
