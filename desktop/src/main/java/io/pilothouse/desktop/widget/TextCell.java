package io.pilothouse.desktop.widget;

import java.util.List;
import java.util.function.Function;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// A cell of text whose style may depend on its row. What does not fit ends in dots and is whole in the tooltip.
///
/// @param <R> the row
public final class TextCell<R> extends TableCell<R, R> {
    /// A column up to this width holds words that must stay whole; a wider one gives way first.
    private static final double SHORT = 104;

    private final Function<R, String> text;
    private final Function<R, List<String>> styles;
    private final Tooltip tooltip = new Tooltip();
    private List<String> applied = List.of();

    /// @param text what to show of a row
    /// @param styles style classes for a row
    public TextCell(Function<R, String> text, Function<R, List<String>> styles) {
        this.text = text;
        this.styles = styles;
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(640);
        hoverProperty().addListener((property, before, isHovered) -> {
            boolean isCut = isHovered && getWidth() - 18 < prefWidth(-1) - snappedLeftInset() - snappedRightInset();
            setTooltip(isCut && getText() != null && !getText().isEmpty() ? tooltip : null);
        });
        tooltip.textProperty().bind(textProperty());
    }

    /// @return a column of such cells
    public static <R> TableColumn<R, R> column(
            String title, double width, Function<R, String> text, Function<R, List<String>> styles) {
        TableColumn<R, R> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, SHORT));
        if (width <= SHORT) {
            column.setMaxWidth(width + 16);
        }
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new javafx.beans.property.ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(ignored -> new TextCell<>(text, styles));
        return column;
    }

    @Override
    protected void updateItem(@Nullable R item, boolean empty) {
        super.updateItem(item, empty);
        getStyleClass().removeAll(applied);
        if (empty || item == null) {
            setText("");
            applied = List.of();
        } else {
            setText(text.apply(item).replace('\n', ' '));
            applied = styles.apply(item);
            getStyleClass().addAll(applied);
        }
    }
}
