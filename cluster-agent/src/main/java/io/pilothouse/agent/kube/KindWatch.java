package io.pilothouse.agent.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.LiveSink;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Ownership;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/// Watches all of our objects of one kind, on a thread of its own.
///
/// ```
/// LISTING -> WATCHING -> WATCHING (the server ends a watch every few minutes; the next resumes where it ended)
///    ^          |
///    +----------+ the server no longer has the history (410), or the stream broke twice in a row
/// ```
/// After a list, what was known and is not in it is gone. Only a complete list counts. Of an object nothing is kept
/// but its name and owner.
final class KindWatch implements Runnable {
    private static final int PAGE = 250;
    private static final Duration LEAST_PAUSE = Duration.ofMillis(250);
    private static final Duration MOST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(60);

    private final Api api;
    private final Kinds kinds;
    private final KindName kind;
    private final LiveSink sink;
    private final RandomGenerator random;
    private final Map<ResourceKey, String> known = new HashMap<>();
    private final Semaphore woken = new Semaphore(0);
    private final AtomicReference<CompletableFuture<Void>> stream = new AtomicReference<>(new CompletableFuture<>());
    private volatile boolean isClosed;
    private volatile String resourceVersion = "";

    KindWatch(Api api, Kinds kinds, KindName kind, LiveSink sink, RandomGenerator random) {
        this.api = api;
        this.kinds = kinds;
        this.kind = kind;
        this.sink = sink;
        this.random = random;
    }

    /// The stream cannot go on from where it was.
    private static final class BrokenException extends Exception {
        private final boolean isExpired;
        private final transient StepOutcome.Failure failure;

        BrokenException(StepOutcome.Failure failure, boolean isExpired) {
            super(failure.message());
            this.failure = failure;
            this.isExpired = isExpired;
        }
    }

    KindName kind() {
        return kind;
    }

    void close() {
        isClosed = true;
        woken.release();
        stream.get().cancel(true);
    }

    /// Looks again now for a kind that the cluster did not know.
    void wake() {
        woken.release();
    }

    @Override
    public void run() {
        Duration pause = LEAST_PAUSE;
        boolean isListed = false;
        while (!isClosed) {
            try {
                switch (kinds.resolve(kind)) {
                    case Kinds.Answer.NotServed _ -> {
                        forgetAll();
                        sink.listed(kind);
                        sleep(LOOK_AGAIN);
                    }
                    case Kinds.Answer.Unknown unknown -> throw new BrokenException(unknown.failure(), false);
                    case Kinds.Answer.Served served -> {
                        if (!isListed) {
                            list(served.resource());
                            isListed = true;
                            sink.listed(kind);
                            sink.trouble(kind, "");
                        }
                        watch(served.resource());
                        pause = LEAST_PAUSE;
                    }
                }
            } catch (BrokenException e) {
                isListed = isListed && !e.isExpired;
                if (!e.isExpired && !isClosed) {
                    sink.trouble(kind, e.failure.message());
                    isListed = false;
                    sleep(jittered(pause, e.failure));
                    pause = pause.multipliedBy(2).compareTo(MOST_PAUSE) > 0 ? MOST_PAUSE : pause.multipliedBy(2);
                }
            }
        }
    }

    private void list(Kinds.Resource resource) throws BrokenException {
        Set<ResourceKey> seen = new HashSet<>();
        String next = "";
        do {
            String path = resource.all() + "?labelSelector=" + Kinds.encoded(Ownership.LABEL) + "&limit=" + PAGE
                    + (next.isEmpty() ? "" : "&continue=" + Kinds.encoded(next));
            Json.Obj page = page(path);
            for (Json item : page.items("items")) {
                if (item instanceof Json.Obj object) {
                    seen.add(tell(object));
                }
            }
            next = page.text("metadata", "continue").orElse("");
            resourceVersion = page.text("metadata", "resourceVersion").orElse("");
        } while (!next.isEmpty() && !isClosed);
        Map<ResourceKey, String> gone = new HashMap<>(known);
        gone.keySet().removeAll(seen);
        gone.forEach((key, mark) -> {
            known.remove(key);
            sink.gone(kind, key, mark, "");
        });
    }

    private Json.Obj page(String path) throws BrokenException {
        return switch (api.get(path)) {
            case Api.Reply.NoAnswer none -> throw new BrokenException(none.failure(), false);
            case Api.Reply.Answer answer when answer.isSuccess() -> answer.body();
            case Api.Reply.Answer answer -> throw new BrokenException(failure(answer), answer.status() == 410);
        };
    }

    private StepOutcome.Failure failure(Api.Reply.Answer answer) {
        if (answer.status() == 403) {
            return new StepOutcome.Forbidden(
                    Codes.FORBIDDEN,
                    "The agent may not list and watch " + kind + ": give its ServiceAccount the right to do so.");
        }
        return Failures.of(
                new ResourceKey(kind.group(), kind.kind() + "List", "", "all"),
                answer,
                api.connection().server());
    }

    private void watch(Kinds.Resource resource) throws BrokenException {
        int seconds = 240 + random.nextInt(120);
        HttpRequest request = api.request(resource.all() + "?watch=true&allowWatchBookmarks=true&labelSelector="
                        + Kinds.encoded(Ownership.LABEL) + "&resourceVersion=" + Kinds.encoded(resourceVersion)
                        + "&timeoutSeconds=" + seconds)
                .forStreaming()
                .build();
        AtomicReference<Optional<BrokenException>> broken = new AtomicReference<>(Optional.empty());
        EventLines lines = new EventLines(event -> {
            try {
                take(event);
            } catch (BrokenException e) {
                broken.set(Optional.of(e));
            }
        });
        try {
            HttpResponse<AsyncBody> response = api.connection()
                    .http()
                    .consumeBytes(request, (buffers, body) -> {
                        lines.feed(buffers);
                        if (broken.get().isEmpty()) {
                            body.consume();
                        } else {
                            body.cancel();
                        }
                    })
                    .get(30, TimeUnit.SECONDS);
            AsyncBody body = response.body();
            if (response.code() != 200) {
                body.cancel();
                throw new BrokenException(
                        failure(new Api.Reply.Answer(
                                response.code(), Json.Obj.EMPTY, Api.seconds(response.header("Retry-After")))),
                        response.code() == 410);
            }
            stream.set(body.done());
            if (isClosed) {
                body.cancel();
                return;
            }
            body.consume();
            try {
                body.done().get(seconds + 30L, TimeUnit.SECONDS);
            } finally {
                body.cancel();
            }
        } catch (ExecutionException e) {
            throwIf(broken);
            throw new BrokenException(Failures.unreachable(api.connection().server(), e), false);
        } catch (TimeoutException e) {
            throw new BrokenException(Failures.silent(api.connection().server(), Duration.ofSeconds(seconds)), false);
        } catch (IllegalStateException e) {
            // CancellationException is one: we closed it, or an event in it told to stop
            throwIf(broken);
            if (!isClosed) {
                throw new BrokenException(Failures.stopped(), false);
            }
        } catch (InterruptedException e) {
            isClosed = true;
            Thread.currentThread().interrupt();
        }
        throwIf(broken);
    }

    private static void throwIf(AtomicReference<Optional<BrokenException>> broken) throws BrokenException {
        if (broken.get().isPresent()) {
            throw broken.get().get();
        }
    }

    private void take(Json.Obj event) throws BrokenException {
        Json.Obj object = event.object("object");
        switch (event.text("type").orElse("")) {
            case "ADDED", "MODIFIED" -> tell(object);
            case "DELETED" -> {
                ResourceKey key = key(object);
                String mark = known.getOrDefault(key, mark(object));
                known.remove(key);
                sink.gone(kind, key, mark, version(object));
            }
            case "BOOKMARK" -> {}
            default -> {
                boolean isExpired = object.integer(0, "code") == 410;
                throw new BrokenException(
                        new StepOutcome.Unreachable(
                                Codes.UNREACHABLE,
                                "The API server ended the watch of " + kind + ": "
                                        + object.text("message").orElse("it gave no reason")
                                        + "; the agent lists it anew.",
                                Duration.ZERO),
                        isExpired);
            }
        }
        resourceVersion = version(object);
    }

    private ResourceKey tell(Json.Obj object) {
        ResourceKey key = key(object);
        String mark = mark(object);
        known.put(key, mark);
        sink.live(kind, key, mark, object);
        return key;
    }

    private void forgetAll() {
        Map<ResourceKey, String> gone = new HashMap<>(known);
        known.clear();
        gone.forEach((key, mark) -> sink.gone(kind, key, mark, ""));
    }

    private ResourceKey key(Json.Obj object) {
        return new ResourceKey(
                kind.group(),
                kind.kind(),
                object.text("metadata", "namespace").orElse(""),
                object.text("metadata", "name").orElse(""));
    }

    private static String mark(Json.Obj object) {
        return object.text("metadata", "labels", Ownership.LABEL).orElse("");
    }

    private static String version(Json.Obj object) {
        return object.text("metadata", "resourceVersion").orElse("");
    }

    private Duration jittered(Duration pause, StepOutcome.Failure failure) {
        Duration asked =
                failure instanceof StepOutcome.Unreachable unreachable ? unreachable.retryAfter() : Duration.ZERO;
        long millis = Math.max(pause.toMillis(), asked.toMillis());
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1) + 1);
    }

    private void sleep(Duration duration) {
        try {
            if (woken.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            isClosed = true;
            Thread.currentThread().interrupt();
        }
    }
}
