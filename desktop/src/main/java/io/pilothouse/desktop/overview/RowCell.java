package io.pilothouse.desktop.overview;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// A cell that follows its row in place, for as long as it shows that row.
class RowCell extends TableCell<FleetRow, FleetRow> {
    /// What a wide window has to spare goes to the names and the messages, not to columns of short words.
    private static final double SLACK = 16;

    private final Function<FleetRow.Value, String> text;
    private final Function<FleetRow.Value, List<String>> styles;
    private final ChangeListener<FleetRow.Value> listener = (property, before, after) -> show(after);
    private final Tooltip tooltip = new Tooltip();
    private @Nullable FleetRow row;
    private List<String> applied = List.of();

    /// @param text what to show of a row
    /// @param styles style classes for a row
    RowCell(Function<FleetRow.Value, String> text, Function<FleetRow.Value, List<String>> styles) {
        this.text = text;
        this.styles = styles;
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(640);
        tooltip.textProperty().bind(textProperty());
        hoverProperty().addListener((property, before, isHovered) -> setTooltip(isHovered && isCut() ? tooltip : null));
    }

    static TableColumn<FleetRow, FleetRow> column(String title, double width, Order.By order) {
        TableColumn<FleetRow, FleetRow> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setMinWidth(width);
        column.setMaxWidth(width + SLACK);
        column.setReorderable(false);
        column.setUserData(order);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        return column;
    }

    @Override
    protected void updateItem(@Nullable FleetRow item, boolean empty) {
        super.updateItem(item, empty);
        if (item == row && item != null) {
            return;
        }
        if (row != null) {
            row.valueProperty().removeListener(listener);
        }
        row = empty ? null : item;
        if (row == null) {
            clear();
        } else {
            row.valueProperty().addListener(listener);
            show(row.value());
        }
    }

    /// Shows the row again: time went by.
    final void refresh() {
        if (row != null) {
            show(row.value());
        }
    }

    void show(FleetRow.Value value) {
        String shown = text.apply(value).replace('\n', ' ');
        if (!shown.equals(getText())) {
            setText(shown);
        }
        List<String> wanted = styles.apply(value);
        if (!wanted.equals(applied)) {
            getStyleClass().removeAll(applied);
            getStyleClass().addAll(wanted);
            applied = wanted;
        }
    }

    void clear() {
        setText("");
        setGraphic(null);
        getStyleClass().removeAll(applied);
        applied = List.of();
    }

    private boolean isCut() {
        String shown = getText();
        return shown != null && !shown.isEmpty() && prefWidth(-1) > getWidth() + 0.5;
    }
}
