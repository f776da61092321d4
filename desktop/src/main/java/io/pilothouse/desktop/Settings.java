package io.pilothouse.desktop;

import io.pilothouse.desktop.navigation.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javafx.application.ColorScheme;

/// What the arguments come to.
///
/// @param hub address of the hub; empty to ask for it
/// @param identity folder of the identity; empty to ask for it
/// @param theme empty for the operating system's
/// @param width of the window's content, in pixels
/// @param height likewise
/// @param first the screen to begin with
/// @param picture a picture to take; empty to stay open
record Settings(
        String hub,
        String identity,
        Optional<ColorScheme> theme,
        int width,
        int height,
        Address first,
        Optional<Picture> picture) {

    /// A picture to take.
    ///
    /// @param file where to write it
    /// @param delay so long after the start; when every application is in sync where empty
    /// @param timeout how long that may take
    record Picture(Path file, Optional<Duration> delay, Duration timeout) {}
}
