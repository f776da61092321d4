package io.pilothouse.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the user asked for.
///
/// @param clusters how many clusters to start, if they are not the user's own
/// @param hasDesktop open the desktop where there is a display
/// @param isUntilSynced end when every application is in sync and healthy, or after the timeout
/// @param timeout how long that may take
/// @param isJson print JSON instead of a table
/// @param kubeconfig the user's own clusters are in this file
/// @param contexts which of them: `context` or `cluster=context`
/// @param repository the user's own repository instead of the example
/// @param isKept leave the run folder behind
record DemoOptions(
        int clusters,
        boolean hasDesktop,
        boolean isUntilSynced,
        Duration timeout,
        boolean isJson,
        Optional<Path> kubeconfig,
        List<String> contexts,
        Optional<String> repository,
        boolean isKept) {

    DemoOptions {
        contexts = List.copyOf(contexts);
    }
}
