package io.pilothouse.desktop.application;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.explain.ObjectReport;
import io.pilothouse.core.explain.ObjectText;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.desktop.reading.Words;
import io.pilothouse.desktop.state.Hub;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What an agent says of one object when it is asked. One question at a time: while an answer is awaited only the
/// newest wish is kept, so that running through a list asks about its end. Confined to the thread of the screens.
final class LookModel {
    private final BiFunction<ApplicationKey, ResourceKey, CompletableFuture<ObjectReport>> asking;
    private final Executor ui;
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private Optional<Wish> shown = Optional.empty();
    private boolean isAsking;

    private record Wish(ApplicationKey application, ResourceKey object) {}

    /// @param ui the thread of the screens
    LookModel(BiFunction<ApplicationKey, ResourceKey, CompletableFuture<ObjectReport>> asking, Executor ui) {
        this.asking = asking;
        this.ui = ui;
    }

    /// @return lines about the object, or why there are none
    ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /// Asks about an object, even if it was asked about before.
    void look(ApplicationKey application, ResourceKey object) {
        shown = Optional.of(new Wish(application, object));
        text.set("The agent is asked …");
        askNext();
    }

    /// Shows nothing any more; an answer that is still to come is dropped.
    void forget() {
        shown = Optional.empty();
        text.set("");
    }

    private void askNext() {
        if (isAsking || shown.isEmpty()) {
            return;
        }
        isAsking = true;
        Wish asked = shown.get();
        var ignored = asking.apply(asked.application(), asked.object())
                .whenCompleteAsync(
                        (report, failure) -> {
                            isAsking = false;
                            if (shown.filter(asked::equals).isEmpty()) {
                                askNext();
                            } else if (failure != null) {
                                text.set(
                                        "It cannot be told: " + Words.sentence(Hub.RefusedException.sentence(failure)));
                            } else {
                                text.set(String.join("\n", ObjectText.of(report)));
                            }
                        },
                        ui);
    }
}
