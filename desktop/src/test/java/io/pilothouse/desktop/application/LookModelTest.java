package io.pilothouse.desktop.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.explain.ObjectReport;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.desktop.state.Hub;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LookModelTest {
    private static final ApplicationKey WEB = new ApplicationKey("prod-eu-1", Layer.APP, "shop", "web");

    private final List<ResourceKey> asked = new ArrayList<>();
    private final List<CompletableFuture<ObjectReport>> answers = new ArrayList<>();
    private final LookModel model = new LookModel(
            (application, object) -> {
                asked.add(object);
                answers.add(new CompletableFuture<>());
                return answers.getLast();
            },
            Runnable::run);

    private static ResourceKey key(String name) {
        return new ResourceKey("", "ConfigMap", "shop", name);
    }

    private static ObjectReport report(String name) {
        return new ObjectReport(
                WEB, key(name), "", Optional.empty(), List.of(), Optional.empty(), List.of("About " + name + "."));
    }

    @Test
    void asksOnlyAboutTheNewestWishWhileAnAnswerIsAwaited() {
        // Given
        model.look(WEB, key("a"));
        model.look(WEB, key("b"));
        model.look(WEB, key("c"));
        assertThat(asked).containsExactly(key("a"));
        // When
        answers.getLast().complete(report("a"));
        // Then
        assertThat(asked).containsExactly(key("a"), key("c"));
        assertThat(model.textProperty().get()).isEqualTo("The agent is asked …");
        answers.getLast().complete(report("c"));
        assertThat(model.textProperty().get()).isEqualTo("About c.");
    }

    @Test
    void saysWhyThereIsNoAnswer() {
        model.look(WEB, key("a"));
        answers.getLast().completeExceptionally(new Hub.RefusedException("the agent is too old to answer"));
        assertThat(model.textProperty().get()).isEqualTo("It cannot be told: The agent is too old to answer.");
    }

    @Test
    void dropsAnAnswerThatNobodyWaitsForAnyMore() {
        model.look(WEB, key("a"));
        model.forget();
        answers.getLast().complete(report("a"));
        assertThat(model.textProperty().get()).isEmpty();
        assertThat(asked).hasSize(1);
    }
}
