package io.pilothouse.desktop.overview;

import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.desktop.navigation.Address;
import io.pilothouse.desktop.navigation.Navigation;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.widget.Glyph;
import io.pilothouse.desktop.widget.TableCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The table of the fleet. The cursor belongs to a key, not to a place: rows may move under it, it stays with its row.
final class FleetTable {
    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");
    private static final PseudoClass CLUSTER = PseudoClass.getPseudoClass("cluster");

    /// The widest a column may be: with no limit at all the table loses count of its widths.
    private static final double WIDEST = 5_000;

    private final OverviewModel model;
    private final Navigation navigation;
    private final TableView<FleetRow> table = new TableView<>();
    private Optional<FleetRow.Key> cursor = Optional.empty();
    private boolean isMoving;

    FleetTable(OverviewModel model, Navigation navigation) {
        this.model = model;
        this.navigation = navigation;
        table.setId("fleet-table");
        table.setItems(model.rows());
        table.setFixedCellSize(28);
        table.setPlaceholder(new Region());
        table.setTableMenuButtonVisible(false);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getStyleClass().add("fleet-table");
        columns();
        table.setRowFactory(ignored -> row());
        table.setSortPolicy(ignored -> sort());
        TableCopy.install(
                table, row -> RowText.cells(row.value(), model.momentProperty().get()));
        MenuItem open = new MenuItem("Open");
        open.setOnAction(event -> open());
        MenuItem address = new MenuItem("Copy address");
        address.setOnAction(event ->
                selected().ifPresent(row -> TableCopy.copy(addressOf(row.key()).text())));
        table.getContextMenu().getItems().add(0, open);
        table.getContextMenu().getItems().add(address);
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        keepCursor();
        freezeWhileInUse();
    }

    Node node() {
        return table;
    }

    void requestFocus() {
        table.requestFocus();
    }

    /// Takes the focus, with the cursor on the first row if it is on none.
    void enter() {
        table.requestFocus();
        if (selected().isEmpty() && !model.rows().isEmpty()) {
            table.getSelectionModel().select(0);
            table.scrollTo(0);
        }
    }

    private void columns() {
        TableColumn<FleetRow, FleetRow> name = RowCell.column("Name", 232, Order.By.NAME);
        name.setCellFactory(ignored -> ticking(new NameCell(model, model.momentProperty()::get)));
        name.setMinWidth(190);
        name.setMaxWidth(360);
        add(name);
        add(column("Environment", 96, Order.By.ENVIRONMENT, RowText::environment, value -> List.of("quiet")));
        add(column("Sync", 92, Order.By.SYNC, RowText::sync, FleetTable::syncStyle));
        add(column("Health", 98, Order.By.HEALTH, RowText::health, FleetTable::healthStyle));
        add(column("Revision", 176, Order.By.REVISION, RowText::revision, FleetTable::revisionStyle));
        TableColumn<FleetRow, FleetRow> known = RowCell.column("Known", 70, Order.By.KNOWN);
        known.getStyleClass().add("number");
        known.setCellFactory(ignored -> ticking(new RowCell(
                value -> RowText.known(value, model.momentProperty().get()),
                value -> model.momentProperty().get().isOld(value.cluster())
                        ? List.of("number", "warn-text")
                        : List.of("number", "quiet"))));
        add(known);
        TableColumn<FleetRow, FleetRow> message = RowCell.column("What", 360, Order.By.STATE);
        message.setCellFactory(ignored -> ticking(new RowCell(
                value -> RowText.message(value, model.momentProperty().get()), FleetTable::messageStyle)));
        message.setMinWidth(140);
        message.setMaxWidth(WIDEST);
        add(message);
    }

    private void add(TableColumn<FleetRow, FleetRow> column) {
        table.getColumns().add(column);
    }

    private static TableColumn<FleetRow, FleetRow> column(
            String title,
            double width,
            Order.By order,
            Function<FleetRow.Value, String> text,
            Function<FleetRow.Value, List<String>> styles) {
        TableColumn<FleetRow, FleetRow> column = RowCell.column(title, width, order);
        column.setCellFactory(ignored -> new RowCell(text, styles));
        return column;
    }

    /// A cell whose text depends on the time.
    private RowCell ticking(RowCell cell) {
        model.momentProperty().addListener((property, before, after) -> cell.refresh());
        return cell;
    }

    private static List<String> syncStyle(FleetRow.Value value) {
        return value.application()
                .map(application -> switch (application.sync()) {
                    case SYNCED -> List.of("quiet");
                    case OUT_OF_SYNC ->
                        List.of(
                                "state-text",
                                Glyph.styleClass(application.drifted() > 0 ? Condition.DRIFTED : Condition.BEHIND));
                    case UNKNOWN -> List.of("quiet", "italic");
                })
                .orElseGet(() -> value.cluster().applications().values().stream()
                                .allMatch(application -> application.sync() == SyncStatus.SYNCED)
                        ? List.of("quiet")
                        : List.of());
    }

    private static List<String> healthStyle(FleetRow.Value value) {
        Health health = value.application()
                .map(application -> application.health())
                .orElseGet(() -> Health.worstOf(value.cluster().applications().values().stream()
                        .map(application -> application.health())
                        .toList()));
        return switch (health) {
            case HEALTHY, SUSPENDED -> List.of("quiet");
            case PROGRESSING -> List.of("state-text", Glyph.styleClass(Condition.APPLYING));
            case MISSING, DEGRADED -> List.of("state-text", Glyph.styleClass(Condition.DEGRADED));
            case UNKNOWN -> List.of("quiet", "italic");
        };
    }

    private static List<String> revisionStyle(FleetRow.Value value) {
        boolean isBehind = value.application()
                .filter(application -> !application.desired().equals(application.applied()))
                .isPresent();
        return isBehind ? List.of("mono", "state-text", Glyph.styleClass(Condition.BEHIND)) : List.of("mono", "quiet");
    }

    private static List<String> messageStyle(FleetRow.Value value) {
        return value.condition().needsAPerson() && value.application().isPresent()
                ? List.of("state-text", Glyph.styleClass(value.condition()))
                : List.of("quiet");
    }

    private TableRow<FleetRow> row() {
        return new TableRow<>() {
            private final ChangeListener<Object> listener = (property, before, after) -> mark();

            {
                model.momentProperty().addListener(listener);
                setOnMouseClicked(event -> {
                    if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !isEmpty()) {
                        open();
                    }
                });
            }

            @Override
            protected void updateItem(@Nullable FleetRow item, boolean empty) {
                super.updateItem(item, empty);
                mark();
            }

            private void mark() {
                FleetRow shown = getItem();
                pseudoClassStateChanged(CLUSTER, shown != null && shown.isCluster());
                pseudoClassStateChanged(
                        OLD,
                        shown != null
                                && model.momentProperty()
                                        .get()
                                        .isOld(shown.value().cluster()));
            }
        };
    }

    private boolean sort() {
        List<TableColumn<FleetRow, ?>> chosen = new ArrayList<>(table.getSortOrder());
        if (chosen.isEmpty()) {
            model.order(Order.DEFAULT);
        } else {
            TableColumn<FleetRow, ?> first = chosen.getFirst();
            if (first.getUserData() instanceof Order.By by) {
                model.order(new Order(by, first.getSortType() == TableColumn.SortType.ASCENDING));
            }
        }
        return true;
    }

    private void key(KeyEvent event) {
        Optional<FleetRow> row = selected();
        switch (event.getCode()) {
            case ENTER -> {
                open();
                event.consume();
            }
            case RIGHT, LEFT -> {
                row.ifPresent(here -> {
                    boolean isExpanded = event.getCode() == KeyCode.RIGHT;
                    if (here.isCluster()) {
                        model.fold(here.key().cluster(), isExpanded);
                    } else if (!isExpanded) {
                        moveTo(new FleetRow.Key(here.key().cluster(), Optional.empty()));
                    }
                });
                event.consume();
            }
            default -> {}
        }
    }

    private void open() {
        selected().ifPresent(row -> navigation.open(addressOf(row.key())));
    }

    private static Address addressOf(FleetRow.Key key) {
        return key.application()
                .<Address>map(Address.Application::new)
                .orElseGet(() -> new Address.Cluster(key.cluster()));
    }

    private Optional<FleetRow> selected() {
        return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
    }

    private void keepCursor() {
        table.getSelectionModel().selectedItemProperty().addListener((property, before, after) -> {
            if (!isMoving) {
                cursor = Optional.ofNullable(after).map(FleetRow::key);
                freeze();
            }
        });
        // The table's own idea of a cursor is a place; after rows moved it is put back to its key
        model.rows().addListener((javafx.collections.ListChangeListener<FleetRow>) change -> {
            Optional<FleetRow.Key> kept = cursor;
            kept.ifPresent(this::moveTo);
            cursor = kept;
        });
    }

    private void moveTo(FleetRow.Key key) {
        for (int i = 0; i < model.rows().size(); i++) {
            if (model.rows().get(i).key().equals(key)) {
                if (table.getSelectionModel().getSelectedIndex() != i
                        || table.getSelectionModel().getSelectedItem()
                                != model.rows().get(i)) {
                    isMoving = true;
                    table.getSelectionModel().clearAndSelect(i);
                    isMoving = false;
                }
                cursor = Optional.of(key);
                return;
            }
        }
    }

    private void freezeWhileInUse() {
        table.hoverProperty().addListener((property, before, after) -> freeze());
        table.focusedProperty().addListener((property, before, after) -> freeze());
    }

    private void freeze() {
        model.freeze(table.isHover() || (table.isFocused() && cursor.isPresent()));
    }
}
