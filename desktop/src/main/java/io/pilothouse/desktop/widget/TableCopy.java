package io.pilothouse.desktop.widget;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// Makes a table's rows copyable: Ctrl+C takes the row, its cells parted by tabs.
public final class TableCopy {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private TableCopy() {}

    /// @param cells the cells of a row, as text
    public static <R> void install(TableView<R> table, Function<R, List<String>> cells) {
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (COPY.match(event)) {
                copy(table, cells);
                event.consume();
            }
        });
        MenuItem copy = new MenuItem("Copy row");
        copy.setAccelerator(COPY);
        copy.setOnAction(event -> copy(table, cells));
        table.setContextMenu(new ContextMenu(copy));
    }

    /// @return the cells parted by tabs; a tab or line break inside a cell becomes a space
    public static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace('\t', ' ').replace('\n', ' ').replace('\r', ' '))
                .collect(Collectors.joining("\t"));
    }

    /// Puts a text on the clipboard.
    public static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static <R> void copy(TableView<R> table, Function<R, List<String>> cells) {
        R selected = table.getSelectionModel().getSelectedItem();
        if (selected != null) {
            copy(line(cells.apply(selected)));
        }
    }
}
