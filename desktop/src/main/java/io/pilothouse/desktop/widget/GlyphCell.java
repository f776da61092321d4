package io.pilothouse.desktop.widget;

import io.pilothouse.desktop.reading.Condition;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// A cell with a condition's glyph and a name.
///
/// @param <R> the row
public final class GlyphCell<R> extends TableCell<R, R> {
    private final Function<R, Condition> condition;
    private final Predicate<R> isOld;
    private final Function<R, String> name;
    private final Glyph glyph = new Glyph();

    private GlyphCell(Function<R, Condition> condition, Predicate<R> isOld, Function<R, String> name) {
        this.condition = condition;
        this.isOld = isOld;
        this.name = name;
        setGraphicTextGap(8);
        getStyleClass().add("row-name");
        Tooltip tooltip = new Tooltip();
        tooltip.textProperty().bind(textProperty());
        hoverProperty().addListener((property, before, isHovered) -> {
            String text = getText();
            setTooltip(
                    isHovered && text != null && !text.isEmpty() && prefWidth(-1) > getWidth() + 0.5 ? tooltip : null);
        });
    }

    /// @return a column of such cells
    public static <R> TableColumn<R, R> column(
            String title,
            double width,
            Function<R, Condition> condition,
            Predicate<R> isOld,
            Function<R, String> name) {
        TableColumn<R, R> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 170));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(ignored -> new GlyphCell<>(condition, isOld, name));
        return column;
    }

    @Override
    protected void updateItem(@Nullable R item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setText("");
            setGraphic(null);
        } else {
            glyph.show(condition.apply(item), isOld.test(item));
            setText(name.apply(item));
            setGraphic(glyph);
        }
    }
}
