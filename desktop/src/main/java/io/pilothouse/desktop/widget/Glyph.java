package io.pilothouse.desktop.widget;

import io.pilothouse.desktop.reading.Condition;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// The shape of a condition: told by its form first and its colour second, so that nobody needs to see colours. Old
/// knowledge is the same shape in dots, without its colour.
///
/// The forms and colours stand in `pilothouse.css`.
public final class Glyph extends Region {
    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");
    private static final double SIZE = 13;

    private Condition condition = Condition.UNKNOWN;
    private boolean isOld;

    public Glyph() {
        getStyleClass().add("glyph");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(SIZE, SIZE);
        setPrefSize(SIZE, SIZE);
        setMaxSize(SIZE, SIZE);
        getStyleClass().add(styleClass(condition));
    }

    public Glyph(Condition condition) {
        this();
        show(condition, false);
    }

    /// @param changed what to show
    /// @param old whether it is no longer known to be so
    public void show(Condition changed, boolean old) {
        if (changed != condition) {
            getStyleClass().remove(styleClass(condition));
            getStyleClass().add(styleClass(changed));
            condition = changed;
        }
        if (old != isOld) {
            isOld = old;
            pseudoClassStateChanged(OLD, old);
        }
        setAccessibleText(changed.words() + (old ? ", not known to be so now" : ""));
    }

    public Condition condition() {
        return condition;
    }

    public boolean isOld() {
        return isOld;
    }

    /// @return the style class that gives a node the condition's colours, such as `state-failed`
    public static String styleClass(Condition condition) {
        return "state-" + condition.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
