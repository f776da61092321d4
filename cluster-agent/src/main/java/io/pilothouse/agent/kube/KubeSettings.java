package io.pilothouse.agent.kube;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How to reach the API server.
///
/// @param kubeconfig a kubeconfig file; empty to use the ServiceAccount of the pod the agent runs in
/// @param context which context of the file; empty for its current one
/// @param namespace where the agent keeps its inventory; created if missing
/// @param maxInFlight how many requests may ever be under way at once, watches not counted; how many are follows what
///     the API server takes
/// @param requestTimeout how long one request may take
/// @param impersonation whether applications' objects are written as ServiceAccounts of their namespaces
public record KubeSettings(
        Optional<Path> kubeconfig,
        Optional<String> context,
        String namespace,
        int maxInFlight,
        Duration requestTimeout,
        Impersonation impersonation) {
    public static final String DEFAULT_NAMESPACE = "pilothouse-system";
    public static final int DEFAULT_IN_FLIGHT = 16;
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    public KubeSettings {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight must be at least 1, not " + maxInFlight);
        }
    }

    /// With impersonation.
    public KubeSettings(
            Optional<Path> kubeconfig,
            Optional<String> context,
            String namespace,
            int maxInFlight,
            Duration requestTimeout) {
        this(kubeconfig, context, namespace, maxInFlight, requestTimeout, Impersonation.REQUIRED);
    }

    public static KubeSettings inCluster() {
        return new KubeSettings(
                Optional.empty(), Optional.empty(), DEFAULT_NAMESPACE, DEFAULT_IN_FLIGHT, DEFAULT_TIMEOUT);
    }

    /// @param context empty text for the file's current one
    public static KubeSettings of(Path kubeconfig, String context) {
        return new KubeSettings(
                Optional.of(kubeconfig),
                Optional.of(context).filter(name -> !name.isEmpty()),
                DEFAULT_NAMESPACE,
                DEFAULT_IN_FLIGHT,
                DEFAULT_TIMEOUT);
    }

    public KubeSettings with(Impersonation other) {
        return new KubeSettings(kubeconfig, context, namespace, maxInFlight, requestTimeout, other);
    }
}
