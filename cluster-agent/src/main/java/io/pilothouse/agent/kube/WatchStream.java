package io.pilothouse.agent.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.plan.Ownership;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One watch after the other, of one kind.
///
/// An API server sends a bookmark about once a minute where nothing happens. A stream that is silent for longer than
/// [#SILENCE] has lost its other end, which TCP alone would notice after a quarter of an hour or never.
final class WatchStream {
    private static final Duration SILENCE = Duration.ofSeconds(150);
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(30);
    private static final Duration HOLDS_AFTER = Duration.ofSeconds(1);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(5);

    private final Api api;
    private final KindName kind;
    private final RandomGenerator random;
    private final AtomicReference<CompletableFuture<Void>> open = new AtomicReference<>(new CompletableFuture<>());
    private volatile boolean isClosed;
    private volatile boolean isCut;

    WatchStream(Api api, KindName kind, RandomGenerator random) {
        this.api = api;
        this.kind = kind;
        this.random = random;
    }

    /// What a watch tells.
    ///
    /// @param object as it is now, or was; of a bookmark only its version, and nothing of [Type#HOLDS]
    record Event(Type type, Json.Obj object) {
        enum Type {
            /// The API server has kept the watch open for a moment.
            HOLDS,
            CHANGED,
            DELETED,
            BOOKMARK
        }

        @Override
        public String toString() {
            return "Event[" + type + "]";
        }
    }

    void close() {
        isClosed = true;
        open.get().cancel(true);
    }

    /// Ends what is being read, or else what is read next.
    void cut() {
        isCut = true;
        open.get().cancel(true);
    }

    /// Reads until the API server ends the watch in good order, or this is closed.
    ///
    /// @param since from where on
    /// @param events called by one thread at a time, but for [Event.Type#HOLDS]
    void read(Kinds.Resource resource, String since, Consumer<Event> events) throws BrokenWatch {
        AtomicReference<Optional<BrokenWatch>> broken = new AtomicReference<>(Optional.empty());
        AtomicLong lastHeard = new AtomicLong(System.nanoTime());
        EventLines lines = new EventLines(line -> {
            try {
                events.accept(event(line));
            } catch (BrokenWatch e) {
                broken.set(Optional.of(e));
            }
        });
        try {
            HttpResponse<AsyncBody> response = api.connection()
                    .http()
                    .consumeBytes(request(resource, since), (buffers, body) -> {
                        lastHeard.set(System.nanoTime());
                        lines.feed(buffers);
                        if (broken.get().isEmpty()) {
                            body.consume();
                        } else {
                            body.cancel();
                        }
                    })
                    .get(OPENS_WITHIN.toSeconds(), TimeUnit.SECONDS);
            consume(response, lastHeard, events);
        } catch (ExecutionException e) {
            throwIf(broken);
            throw new BrokenWatch(Outages.unreachable(api.connection().server(), e));
        } catch (TimeoutException e) {
            throw new BrokenWatch(Outages.silent(api.connection().server(), OPENS_WITHIN));
        } catch (IllegalStateException e) {
            // CancellationException is one: we closed it, or an event in it told to stop
            throwIf(broken);
            if (!isClosed && !isCut) {
                throw new BrokenWatch(Outages.stopped());
            }
        } catch (InterruptedException e) {
            isClosed = true;
            Thread.currentThread().interrupt();
        } finally {
            isCut = false;
        }
        throwIf(broken);
    }

    private HttpRequest request(Kinds.Resource resource, String since) {
        int seconds = 240 + random.nextInt(120);
        return api.request(resource.all() + "?watch=true&allowWatchBookmarks=true&labelSelector="
                        + Api.encoded(Ownership.LABEL) + "&resourceVersion=" + Api.encoded(since)
                        + "&timeoutSeconds=" + seconds)
                .forStreaming()
                .build();
    }

    private void consume(HttpResponse<AsyncBody> response, AtomicLong lastHeard, Consumer<Event> events)
            throws BrokenWatch, InterruptedException, ExecutionException {
        AsyncBody body = response.body();
        if (response.code() != 200) {
            body.cancel();
            // the words of the refusal are in the body; its status is enough to go on
            Json.Obj words = response.code() == 404
                    ? Json.Obj.EMPTY
                    : Json.Obj.EMPTY.with("message", new Json.Text("the watch was refused"));
            throw ListPages.broken(
                    api,
                    kind,
                    new Api.Reply.Answer(response.code(), words, Api.seconds(response.header("Retry-After"))));
        }
        open.set(body.done());
        if (isClosed || isCut) {
            body.cancel();
            return;
        }
        body.consume();
        try {
            awaitEnd(body, lastHeard, events);
        } finally {
            body.cancel();
        }
    }

    private void awaitEnd(AsyncBody body, AtomicLong lastHeard, Consumer<Event> events)
            throws BrokenWatch, InterruptedException, ExecutionException {
        Duration look = HOLDS_AFTER;
        while (true) {
            try {
                body.done().get(look.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (look.equals(HOLDS_AFTER)) {
                    events.accept(new Event(Event.Type.HOLDS, Json.Obj.EMPTY));
                }
                look = LOOKS_EVERY;
                if (System.nanoTime() - lastHeard.get() > SILENCE.toNanos()) {
                    throw new BrokenWatch(Outages.silent(api.connection().server(), SILENCE));
                }
            }
        }
    }

    private Event event(Json.Obj line) throws BrokenWatch {
        Json.Obj object = line.object("object");
        return switch (line.text("type").orElse("")) {
            case "ADDED", "MODIFIED" -> new Event(Event.Type.CHANGED, object);
            case "DELETED" -> new Event(Event.Type.DELETED, object);
            case "BOOKMARK" -> new Event(Event.Type.BOOKMARK, object);
            default ->
                throw new BrokenWatch(
                        new StepOutcome.Unreachable(
                                Codes.UNREACHABLE,
                                "The API server ended the watch of " + kind + " with code " + object.integer(0, "code")
                                        + "; the agent goes on by itself.",
                                Duration.ZERO),
                        object.integer(0, "code") == 410 ? BrokenWatch.Remedy.LIST : BrokenWatch.Remedy.RESUME);
        };
    }

    private static void throwIf(AtomicReference<Optional<BrokenWatch>> broken) throws BrokenWatch {
        if (broken.get().isPresent()) {
            throw broken.get().get();
        }
    }
}
