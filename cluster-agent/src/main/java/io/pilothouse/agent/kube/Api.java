package io.pilothouse.agent.kube;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One request and its answer. Blocks the calling virtual thread; at most so many are under way as the settings
/// say.
final class Api {
    private static final String JSON = "application/json";
    /// JSON is YAML, and only this type means "apply" to every version of the API server.
    private static final String APPLY = "application/apply-patch+yaml";

    private final Connection connection;
    private final Semaphore inFlight;
    private final Duration timeout;

    Api(Connection connection, KubeSettings settings) {
        this.connection = connection;
        this.inFlight = new Semaphore(settings.maxInFlight(), true);
        this.timeout = settings.requestTimeout();
    }

    /// What came back.
    sealed interface Reply {
        /// The API server answered, with whatever status.
        ///
        /// @param retryAfter what it asked for; zero if nothing
        record Answer(int status, Json.Obj body, Duration retryAfter) implements Reply {
            boolean isSuccess() {
                return status / 100 == 2;
            }
        }

        /// It did not.
        record NoAnswer(StepOutcome.Unreachable failure) implements Reply {}
    }

    Connection connection() {
        return connection;
    }

    Reply get(String path) {
        return send(
                request(path).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS).build());
    }

    Reply apply(String path, Json.Obj body) {
        return send(withBody(path, "PATCH", APPLY, body));
    }

    Reply post(String path, Json.Obj body) {
        return send(withBody(path, "POST", JSON, body));
    }

    Reply put(String path, Json.Obj body) {
        return send(withBody(path, "PUT", JSON, body));
    }

    Reply delete(String path, Json.Obj options) {
        return send(withBody(path, "DELETE", JSON, options));
    }

    HttpRequest.Builder request(String path) {
        return connection
                .http()
                .newHttpRequestBuilder()
                .uri(connection.server().resolve(path).toString())
                .header("Accept", JSON);
    }

    private HttpRequest withBody(String path, String method, String type, Json.Obj body) {
        byte[] bytes = body.canonical().getBytes(StandardCharsets.UTF_8);
        return request(path)
                .method(method, type, new ByteArrayInputStream(bytes), bytes.length)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    private Reply send(HttpRequest request) {
        try {
            inFlight.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.NoAnswer(Failures.stopped());
        }
        try {
            CompletableFuture<HttpResponse<byte[]>> future = connection.http().sendAsync(request, byte[].class);
            try {
                return answer(future.get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                future.cancel(true);
                return new Reply.NoAnswer(Failures.silent(connection.server(), timeout));
            } catch (InterruptedException e) {
                future.cancel(true);
                Thread.currentThread().interrupt();
                return new Reply.NoAnswer(Failures.stopped());
            }
        } catch (ExecutionException e) {
            return new Reply.NoAnswer(Failures.unreachable(connection.server(), e));
        } catch (IllegalStateException e) {
            // the client was closed under us
            return new Reply.NoAnswer(Failures.stopped());
        } finally {
            inFlight.release();
        }
    }

    private Reply answer(HttpResponse<byte[]> response) {
        byte[] body = response.body();
        Duration retryAfter = seconds(response.header("Retry-After"));
        try {
            return new Reply.Answer(
                    response.code(),
                    body == null || body.length == 0 ? Json.Obj.EMPTY : JsonReader.read(body),
                    retryAfter);
        } catch (IOException e) {
            // a proxy's error page, or an answer that was cut off; the status still tells
            return response.code() / 100 == 2
                    ? new Reply.NoAnswer(Failures.garbled(connection.server()))
                    : new Reply.Answer(response.code(), Json.Obj.EMPTY, retryAfter);
        }
    }

    static Duration seconds(@org.jspecify.annotations.Nullable String header) {
        try {
            return header == null
                    ? Duration.ZERO
                    : Duration.ofSeconds(Math.clamp(Long.parseLong(header.strip()), 0, 600));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}
