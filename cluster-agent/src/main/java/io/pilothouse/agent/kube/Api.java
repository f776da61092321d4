package io.pilothouse.agent.kube;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.rights.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One request and its answer. Blocks the calling virtual thread; how many are under way follows what the API server
/// takes, see [Pacer].
///
/// Reads are the agent's. There are two ways to write: [#writeAs] as a named account, which is how applications'
/// objects are written and which only [TenantClient] uses; and [#post], [#put] and [#delete] as the agent itself, which
/// refuse every path but the agent's own documents.
final class Api {
    static final String JSON = "application/json";
    /// JSON is YAML, and only this type means "apply" to every version of the API server.
    static final String APPLY = "application/apply-patch+yaml";

    private static final String ACCESS_REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    /// Lists are the dearest requests there are, and at a start every kind wants one.
    private static final int LISTS = 4;

    private final Connection connection;
    private final Pacer pacer;
    private final Semaphore lists = new Semaphore(LISTS, true);
    private final Duration timeout;
    private final Impersonation impersonation;
    private final String home;
    private final List<String> own;
    private volatile BooleanSupplier mayWrite = () -> true;

    Api(Connection connection, KubeSettings settings) {
        this.connection = connection;
        this.pacer = new Pacer(settings.maxInFlight(), System::nanoTime, RandomGenerator.getDefault());
        this.timeout = settings.requestTimeout();
        this.impersonation = settings.impersonation();
        this.home = settings.namespace();
        String inside = "namespaces/" + encoded(home) + "/";
        this.own = List.of(
                "/api/v1/" + inside + "configmaps",
                "/api/v1/" + inside + "secrets",
                "/api/v1/" + inside + "events",
                "/apis/coordination.k8s.io/v1/" + inside + "leases");
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

            /// Not the object is missing, but the place where it would be.
            boolean isKindGone() {
                return status == 404
                        && body.text("message")
                                .map(message -> message.contains("could not find the requested resource"))
                                .orElse(true);
            }

            @Override
            public String toString() {
                return "Answer[" + status + "]";
            }
        }

        /// It did not.
        record NoAnswer(StepOutcome.Unreachable failure) implements Reply {}
    }

    /// Every write asks from now on; what may not be written is not sent.
    void fence(BooleanSupplier permission) {
        mayWrite = permission;
    }

    Connection connection() {
        return connection;
    }

    Reply get(String path) {
        return send(timed(request(path)), true);
    }

    /// One page of a list. Few at a time, whatever the window would let through.
    Reply list(String path) {
        try {
            lists.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.NoAnswer(Outages.stopped());
        }
        try {
            return send(timed(request(path)), false);
        } finally {
            lists.release();
        }
    }

    /// Changes an application's object as somebody.
    ///
    /// @param type of the body
    Reply writeAs(Identity identity, String method, String type, String path, Json.Obj body) {
        return write(timed(sentAs(identity, withBody(path, method, type, body))));
    }

    /// Asks whether somebody may do something, which changes nothing.
    Reply reviewAs(Identity identity, Json.Obj review) {
        return send(timed(sentAs(identity, withBody(ACCESS_REVIEWS, "POST", JSON, review))), true);
    }

    /// Asks whether the agent itself may do something.
    Reply review(Json.Obj review) {
        return send(timed(withBody(ACCESS_REVIEWS, "POST", JSON, review)), true);
    }

    Reply post(String path, Json.Obj body) {
        return write(timed(withBody(owned(path), "POST", JSON, body)));
    }

    Reply put(String path, Json.Obj body) {
        return write(timed(withBody(owned(path), "PUT", JSON, body)));
    }

    Reply delete(String path, Json.Obj options) {
        return write(timed(withBody(owned(path), "DELETE", JSON, options)));
    }

    /// Makes the agent's own namespace, where its rights allow that.
    Reply createHome() {
        Json.Obj namespace = Json.ofTexts(Map.of("apiVersion", "v1", "kind", "Namespace"))
                .with("metadata", Json.ofTexts(Map.of("name", home)));
        return write(timed(withBody("/api/v1/namespaces", "POST", JSON, namespace)));
    }

    private Reply write(HttpRequest request) {
        return mayWrite.getAsBoolean() ? send(request, true) : new Reply.NoAnswer(Outages.fenced());
    }

    HttpRequest.Builder request(String path) {
        return connection
                .http()
                .newHttpRequestBuilder()
                .uri(connection.server().resolve(path).toString())
                .header("Accept", JSON);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String owned(String path) {
        if (own.stream().noneMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))
                || path.contains("..")) {
            throw new IllegalArgumentException("the agent writes only its own documents as itself, not " + path);
        }
        return path;
    }

    private HttpRequest.Builder sentAs(Identity identity, HttpRequest.Builder request) {
        return switch (impersonation) {
            case REQUIRED -> request.header("Impersonate-User", identity.userName());
            case NONE -> request;
        };
    }

    private HttpRequest.Builder withBody(String path, String method, String type, Json.Obj body) {
        byte[] bytes = body.canonical().getBytes(StandardCharsets.UTF_8);
        return request(path).method(method, type, new ByteArrayInputStream(bytes), bytes.length);
    }

    private HttpRequest timed(HttpRequest.Builder request) {
        return request.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS).build();
    }

    private Reply send(HttpRequest request, boolean isComparable) {
        long entered;
        try {
            entered = pacer.enter();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.NoAnswer(Outages.stopped());
        }
        Pacer.Sign sign = new Pacer.Sign.Nothing();
        try {
            CompletableFuture<HttpResponse<byte[]>> future = connection.http().sendAsync(request, byte[].class);
            try {
                HttpResponse<byte[]> response = future.get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS);
                Reply reply = answer(response);
                sign = sign(response, reply, isComparable);
                return reply;
            } catch (TimeoutException e) {
                future.cancel(true);
                sign = new Pacer.Sign.Silent();
                return new Reply.NoAnswer(Outages.silent(connection.server(), timeout));
            } catch (InterruptedException e) {
                future.cancel(true);
                Thread.currentThread().interrupt();
                return new Reply.NoAnswer(Outages.stopped());
            }
        } catch (ExecutionException e) {
            sign = Outages.isTimeout(e) ? new Pacer.Sign.Silent() : sign;
            return new Reply.NoAnswer(Outages.unreachable(connection.server(), e));
        } catch (IllegalStateException e) {
            // the client was closed under us
            return new Reply.NoAnswer(Outages.stopped());
        } finally {
            pacer.leave(entered, sign);
        }
    }

    /// A webhook may answer 429 about one object; only what the API server says of itself is about everybody.
    private static Pacer.Sign sign(HttpResponse<byte[]> response, Reply reply, boolean isComparable) {
        boolean isByWebhook = reply instanceof Reply.Answer answer
                && answer.body().text("message").orElse("").contains("admission webhook");
        if (response.code() == 429 && !isByWebhook) {
            return new Pacer.Sign.PushedBack(seconds(response.header("Retry-After")));
        }
        if (response.code() == 504 || (response.code() == 503 && response.header("Retry-After") != null)) {
            return new Pacer.Sign.Silent();
        }
        return new Pacer.Sign.Answered(isComparable && response.code() / 100 != 5);
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
                    ? new Reply.NoAnswer(Outages.garbled(connection.server()))
                    : new Reply.Answer(response.code(), Json.Obj.EMPTY, retryAfter);
        }
    }

    static Duration seconds(@Nullable String header) {
        try {
            return header == null
                    ? Duration.ZERO
                    : Duration.ofSeconds(Math.clamp(Long.parseLong(header.strip()), 0, 600));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}
