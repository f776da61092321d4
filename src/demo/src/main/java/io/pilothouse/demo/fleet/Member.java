package io.pilothouse.demo.fleet;

import java.nio.file.Path;

/// A cluster of the fleet and how to reach its API server.
///
/// @param name its name in the fleet repository
/// @param kubeconfig the file with the administrator's access
/// @param context which entry of it; empty for the file's current one
public record Member(String name, Path kubeconfig, String context) {
    /// @return for a person who types `kubectl`
    public String kubectlOptions() {
        return "--kubeconfig " + kubeconfig + (context.isEmpty() ? "" : " --context " + context);
    }
}
