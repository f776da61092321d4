package io.pilothouse.agent.kube;

import io.fabric8.kubernetes.client.http.HttpResponse;
import io.pilothouse.agent.port.Inspector;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.explain.ObjectReport;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Looks at a real cluster for whoever asks.
final class KubeInspector implements Inspector {
    /// The API server cuts at the end, so it must send more than is kept.
    private static final int MOST_LOG_BYTES = 64 << 10;
    /// A log comes from the node, which may be the very thing that is broken.
    private static final Duration LOG_WITHIN = Duration.ofSeconds(5);

    private final Api api;
    private final Bounds bounds;

    /// How much of each is asked for.
    record Bounds(int events, int pods, int lines) {
        /// For people.
        static final Bounds PEOPLE = new Bounds(200, 50, ObjectReport.LogTail.MAX_LINES);
    }

    KubeInspector(Api api, Bounds bounds) {
        this.api = api;
        this.bounds = bounds;
    }

    private StepOutcome.Failure failure(ResourceKey key, Api.Reply.Answer answer) {
        return Failures.of(key, answer, api.connection().server());
    }

    @Override
    public Seen<Json.Obj> events(String namespace, String uid) {
        // events about cluster-scoped objects are kept in this namespace
        String where = namespace.isEmpty() ? "default" : namespace;
        return list(
                new ResourceKey("", "Event", namespace, "events"),
                "/api/v1/namespaces/" + Api.encoded(where) + "/events?fieldSelector="
                        + Api.encoded("involvedObject.uid=" + uid) + "&limit=" + bounds.events());
    }

    @Override
    public Seen<Json.Obj> pods(String namespace, Map<String, String> labels) {
        String selector = labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        return list(
                new ResourceKey("", "Pod", namespace, "pods"),
                "/api/v1/namespaces/" + Api.encoded(namespace) + "/pods?labelSelector=" + Api.encoded(selector)
                        + "&limit=" + bounds.pods());
    }

    private Seen<Json.Obj> list(ResourceKey what, String path) {
        return switch (api.get(path)) {
            case Api.Reply.NoAnswer none -> new Seen.Nothing<>(none.failure().message());
            case Api.Reply.Answer answer
            when answer.isSuccess() ->
                new Seen.All<>(answer.body().items("items").stream()
                        .filter(Json.Obj.class::isInstance)
                        .map(Json.Obj.class::cast)
                        .toList());
            case Api.Reply.Answer answer ->
                new Seen.Nothing<>(failure(what, answer).message());
        };
    }

    /// Not through [Api]: lines are no JSON, and the node that has them may be away for long.
    @Override
    public Seen<String> log(String namespace, String pod, String container, boolean isPrevious) {
        String path = "/api/v1/namespaces/" + Api.encoded(namespace) + "/pods/" + Api.encoded(pod) + "/log?container="
                + Api.encoded(container) + "&tailLines=" + bounds.lines() + "&limitBytes=" + MOST_LOG_BYTES
                + "&previous="
                + isPrevious;
        CompletableFuture<HttpResponse<byte[]>> future = api.connection()
                .http()
                .sendAsync(
                        api.request(path)
                                .timeout(LOG_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                                .build(),
                        byte[].class);
        String what = "The lines of container " + container + " of pod " + namespace + "/" + pod + " cannot be had: ";
        try {
            HttpResponse<byte[]> response = future.get(LOG_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            if (response.code() / 100 != 2) {
                return new Seen.Nothing<>(what + "the API server answered " + response.code() + ".");
            }
            byte[] body = response.body();
            String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
            return new Seen.All<>(text.lines().toList());
        } catch (TimeoutException e) {
            future.cancel(true);
            return new Seen.Nothing<>(what + "there was no answer within " + LOG_WITHIN.toSeconds() + " s.");
        } catch (ExecutionException e) {
            return new Seen.Nothing<>(what + "the connection failed.");
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            return new Seen.Nothing<>(what + "the agent is stopping.");
        }
    }
}
