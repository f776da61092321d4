package io.pilothouse.desktop.widget;

import java.util.Optional;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.TableView;

/// A table of values in which the cursor belongs to a key: when the values are replaced, it stays with its own.
public final class KeyedTable {
    private KeyedTable() {}

    public static <R, K> TableView<R> of(ObservableList<R> rows, Function<R, K> key) {
        TableView<R> table = new TableView<>(rows);
        table.setFixedCellSize(28);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setPlaceholder(Labels.label("", "muted"));
        Cursor<R, K> cursor = new Cursor<>(table, key);
        table.getSelectionModel().selectedItemProperty().addListener((property, before, after) -> cursor.note(after));
        rows.addListener((ListChangeListener<R>) change -> cursor.restore());
        return table;
    }

    private static final class Cursor<R, K> {
        private final TableView<R> table;
        private final Function<R, K> key;
        private Optional<K> kept = Optional.empty();
        private boolean isRestoring;

        Cursor(TableView<R> table, Function<R, K> key) {
            this.table = table;
            this.key = key;
        }

        void note(R selected) {
            // A table whose rows were replaced first forgets its selection: that is not a person's doing
            if (!isRestoring && selected != null) {
                kept = Optional.of(key.apply(selected));
            }
        }

        void restore() {
            if (kept.isEmpty()) {
                // Whoever waits here with the keyboard goes on from the first row
                if (table.isFocused() && !table.getItems().isEmpty()) {
                    table.getSelectionModel().clearAndSelect(0);
                }
                return;
            }
            for (int i = 0; i < table.getItems().size(); i++) {
                if (key.apply(table.getItems().get(i)).equals(kept.get())) {
                    isRestoring = true;
                    table.getSelectionModel().clearAndSelect(i);
                    isRestoring = false;
                    return;
                }
            }
        }
    }
}
