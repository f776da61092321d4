package io.pilothouse.agent.kube;

import io.fabric8.kubernetes.client.http.HttpResponse;
import io.pilothouse.agent.port.Witness;
import io.pilothouse.core.evidence.LogTail;
import io.pilothouse.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Asks a real cluster for evidence. A request that is refused, or that nobody answers, gives none.
final class KubeWitness implements Witness {
    private static final int MOST_EVENTS = 100;
    private static final int MOST_PODS = 100;
    /// The API server cuts at the end, so it must send more than is kept.
    private static final int MOST_LOG_BYTES = 64 << 10;
    /// A log comes from the node, which may be the very thing that is broken.
    private static final Duration LOG_WITHIN = Duration.ofSeconds(5);

    private final Api api;

    KubeWitness(Api api) {
        this.api = api;
    }

    @Override
    public List<Json.Obj> events(String namespace, String uid) {
        // events about cluster-scoped objects are kept in this namespace
        String where = namespace.isEmpty() ? "default" : namespace;
        return uid.isEmpty()
                ? List.of()
                : list("/api/v1/namespaces/" + Api.encoded(where) + "/events?limit=" + MOST_EVENTS + "&fieldSelector="
                        + Api.encoded("involvedObject.uid=" + uid));
    }

    @Override
    public List<Json.Obj> pods(String namespace, Map<String, String> labels) {
        String selector = labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        return list("/api/v1/namespaces/" + Api.encoded(namespace) + "/pods?limit=" + MOST_PODS + "&labelSelector="
                + Api.encoded(selector));
    }

    private List<Json.Obj> list(String path) {
        return api.get(path) instanceof Api.Reply.Answer answer && answer.isSuccess()
                ? answer.body().items("items").stream()
                        .filter(Json.Obj.class::isInstance)
                        .map(Json.Obj.class::cast)
                        .toList()
                : List.of();
    }

    @Override
    public List<String> log(String namespace, String pod, String container, boolean isRunBefore) {
        String path = "/api/v1/namespaces/" + Api.encoded(namespace) + "/pods/" + Api.encoded(pod) + "/log?container="
                + Api.encoded(container) + "&previous=" + isRunBefore + "&tailLines=" + LogTail.MOST_LINES
                + "&limitBytes=" + MOST_LOG_BYTES;
        CompletableFuture<HttpResponse<byte[]>> future = api.connection()
                .http()
                .sendAsync(
                        api.request(path)
                                .timeout(LOG_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                                .build(),
                        byte[].class);
        try {
            HttpResponse<byte[]> answer = future.get(LOG_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            byte[] body = answer.body();
            return answer.code() / 100 != 2 || body == null
                    ? List.of()
                    : new String(body, StandardCharsets.UTF_8).lines().toList();
        } catch (TimeoutException | ExecutionException e) {
            future.cancel(true);
            return List.of();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
