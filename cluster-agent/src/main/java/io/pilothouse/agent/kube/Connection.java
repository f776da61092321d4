package io.pilothouse.agent.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The way to the API server: address, credentials and HTTP client.
///
/// fabric8 would repeat a failed request ten times by itself, with its own idea of when; that is switched off, because
/// only the reconciler knows whether a request is still wanted. Its limit of requests per host does not exist in the
/// JDK client, so [Api] keeps our own.
record Connection(HttpClient http, URI server) implements AutoCloseable {

    static Connection open(KubeSettings settings) throws KubeconfigException {
        Config config = settings.kubeconfig().isPresent()
                ? fromFile(settings.kubeconfig().get(), settings)
                : fromPod();
        config.setRequestRetryBackoffLimit(0);
        config.setRequestTimeout((int) settings.requestTimeout().toMillis());
        config.setConnectionTimeout((int) settings.requestTimeout().toMillis());
        config.setUserAgent("pilothouse-agent");
        try {
            return new Connection(
                    new JdkHttpClientFactory().newBuilder(config).build(), URI.create(config.getMasterUrl()));
        } catch (KubernetesClientException | IllegalArgumentException e) {
            throw new KubeconfigException("The credentials for " + config.getMasterUrl() + " cannot be read" + " ("
                    + rootMessage(e) + "): check the certificate and key files that the kubeconfig names.");
        }
    }

    private static Config fromFile(Path file, KubeSettings settings) throws KubeconfigException {
        if (!Files.isReadable(file)) {
            throw new KubeconfigException("The kubeconfig " + file
                    + " cannot be read: check that it exists and that this" + " user may read it.");
        }
        try {
            Config all = Config.fromKubeconfig(file.toFile());
            List<String> names =
                    all.getContexts().stream().map(context -> context.getName()).toList();
            if (settings.context().isPresent()
                    && !names.contains(settings.context().get())) {
                throw new KubeconfigException("The kubeconfig " + file + " has no context "
                        + settings.context().get() + ": use one of " + names + ".");
            }
            if (settings.context().isEmpty() && all.getCurrentContext() == null) {
                throw new KubeconfigException(
                        "The kubeconfig " + file + " has no current context: name one of " + names + ".");
            }
            return settings.context().isPresent()
                    ? Config.fromKubeconfig(settings.context().get(), file.toFile())
                    : all;
        } catch (RuntimeException e) {
            // the library lets through whatever its YAML reader throws
            throw new KubeconfigException("The kubeconfig " + file + " is not a kubeconfig: it cannot be parsed as YAML"
                    + " with clusters, users and contexts.");
        }
    }

    private static Config fromPod() throws KubeconfigException {
        if (!Files.isReadable(Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH))) {
            throw new KubeconfigException(
                    "There is no kubeconfig set and this is not a pod with a ServiceAccount token ("
                            + Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH + "): set kubernetes.kubeconfig.");
        }
        return Config.autoConfigure(null);
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }

    @Override
    public void close() {
        http.close();
    }
}
