package io.pilothouse.testkit.hand;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many requests an API server has answered, and how many watches are open, as its own metrics say. Requests for an
/// object's status are left out: such are the controllers' own.
public final class RequestCount implements AutoCloseable {
    private static final String ANSWERED = "apiserver_request_total";
    /// The name has changed between versions of Kubernetes.
    private static final String OPEN = "apiserver_longrunning_(?:gauge|requests)";

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final KubernetesClient client;

    private RequestCount(KubernetesClient client) {
        this.client = client;
    }

    public static RequestCount of(Path kubeconfig) {
        try {
            Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
            return new RequestCount(
                    new KubernetesClientBuilder().withConfig(config).build());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + kubeconfig, e);
        }
    }

    /// @param resource the plural, such as `configmaps`
    /// @param verbs as the metrics name them: `GET`, `LIST`, `POST`, `PUT`, `PATCH`, `APPLY`, `DELETE`
    /// @return how many were answered since the API server started
    public long answered(String resource, String... verbs) {
        return sum(ANSWERED, resource, List.of(verbs));
    }

    /// @return how many watches of a resource are open now
    public long watches(String resource) {
        return sum(OPEN, resource, List.of("WATCH"));
    }

    private long sum(String metric, String resource, List<String> verbs) {
        Pattern line = Pattern.compile("^" + metric + "\\{(.*)} ([0-9.e+]+)$");
        return client.raw("/metrics").lines().map(line::matcher).filter(Matcher::matches).toList().stream()
                .filter(found -> label(found.group(1), "resource").equals(resource)
                        && label(found.group(1), "subresource").isEmpty()
                        && verbs.contains(label(found.group(1), "verb")))
                .mapToLong(found -> (long) Double.parseDouble(found.group(2)))
                .sum();
    }

    private static String label(String labels, String name) {
        Matcher matcher = LABEL.matcher(labels);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return matcher.group(2);
            }
        }
        return "";
    }

    @Override
    public void close() {
        client.close();
    }
}
