package io.pilothouse.desktop.widget;

import java.util.function.Consumer;

/// Where a screen puts its questions.
public interface Dialogs {
    /// Asks; nothing else in the window answers meanwhile.
    ///
    /// @param confirmed gets the reason that was typed, only if the answer is yes
    void ask(Confirm.Question question, Consumer<String> confirmed);
}
