package io.pilothouse.desktop.widget;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Light or dark: as the operating system has it, until a person chooses. One for the program, as JavaFX has one base
/// sheet for all windows.
public final class Theme {
    private static final List<String> FONTS =
            List.of("Inter-Regular.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf");

    private final ObjectProperty<Optional<ColorScheme>> choice = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Palette> palette = new ReadOnlyObjectWrapper<>(Palette.LIGHT);
    private final ChangeListener<ColorScheme> systemListener = (property, before, after) -> choose();

    /// @param choice empty to follow the operating system
    public Theme(Optional<ColorScheme> choice) {
        FONTS.forEach(name -> Font.loadFont(resource("fonts/" + name).toExternalForm(), 13));
        Platform.getPreferences().colorSchemeProperty().addListener(systemListener);
        this.choice.addListener((property, before, after) -> choose());
        this.choice.set(choice);
        choose();
    }

    /// @return what was chosen; empty to follow the operating system
    public ObjectProperty<Optional<ColorScheme>> choiceProperty() {
        return choice;
    }

    /// @return the colours for what is painted by hand
    public ReadOnlyObjectProperty<Palette> paletteProperty() {
        return palette.getReadOnlyProperty();
    }

    /// Changes to the other one, whatever the operating system says.
    public void toggle() {
        choice.set(Optional.of(palette.get().isDark() ? ColorScheme.LIGHT : ColorScheme.DARK));
    }

    /// Dresses a scene, now and after each change.
    public void dress(Scene scene) {
        scene.getStylesheets().setAll(resource("pilothouse.css").toExternalForm());
        palette.subscribe(chosen -> {
            scene.getRoot().getStyleClass().removeAll("theme-light", "theme-dark");
            scene.getRoot().getStyleClass().add(chosen.isDark() ? "theme-dark" : "theme-light");
            scene.setFill(chosen.ground());
        });
    }

    private void choose() {
        boolean isDark = choice.get().orElse(Platform.getPreferences().getColorScheme()) == ColorScheme.DARK;
        Application.setUserAgentStylesheet(
                isDark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        palette.set(isDark ? Palette.DARK : Palette.LIGHT);
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(Theme.class.getResource("/io/pilothouse/desktop/" + name), name);
    }
}
