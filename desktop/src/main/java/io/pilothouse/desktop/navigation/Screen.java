package io.pilothouse.desktop.navigation;

import javafx.scene.Parent;

/// A screen of the window. It listens and asks only between [#activate] and [#deactivate]: a screen nobody sees costs
/// nothing, here or in the hub.
public interface Screen {
    Parent node();

    /// The screen is on show from now on, for this address.
    void activate(Address address);

    /// The screen is no longer on show.
    void deactivate();

    /// Puts the cursor where a person expects it.
    void focus();
}
