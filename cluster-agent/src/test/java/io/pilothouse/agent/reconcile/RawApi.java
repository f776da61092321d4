package io.pilothouse.agent.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.pilothouse.core.json.Json;
import java.util.concurrent.CompletableFuture;

/// Requests as they are, without the kindness of a client library, and answers as they come.
final class RawApi {
    static final String APPLY = "application/apply-patch+yaml";
    static final String MERGE = "application/merge-patch+json";

    private final KubernetesClient client;

    RawApi(KubernetesClient client) {
        this.client = client;
    }

    record Reply(int status, Json.Obj body) {
        boolean isSuccess() {
            return status / 100 == 2;
        }

        Json.Obj orFail() {
            if (!isSuccess()) {
                throw new AssertionError(status + " " + body.canonical());
            }
            return body;
        }
    }

    Reply get(String path) {
        return send(request(path).build());
    }

    Reply patch(String path, String type, String content) {
        return send(request(path).method("PATCH", type, content).build());
    }

    private HttpRequest.Builder request(String path) {
        String server = client.getMasterUrl().toString();
        return client.getHttpClient()
                .newHttpRequestBuilder()
                .uri((server.endsWith("/") ? server.substring(0, server.length() - 1) : server) + path);
    }

    private Reply send(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> answer = client.getHttpClient().sendAsync(request, String.class);
        HttpResponse<String> response = answer.join();
        return new Reply(response.code(), Objects.json(response.body()));
    }
}
