package io.pilothouse.agent.kube;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// Watches all of our objects of one kind, on a thread of its own.
///
/// ```
/// LISTING -> WATCHING -> WATCHING (the server ends a watch every few minutes, lines break: the next resumes where the
///    ^          |                  last ended)
///    +----------+ the server no longer has the history (410)
/// ```
/// After a list, what was known and is not in it is gone. Only a complete list counts. Of an object nothing is kept
/// but its name and owner. Every wait is jittered, so that the kinds of an agent do not ask in step after an outage.
final class KindWatch implements Runnable {
    private static final int PAGE = 250;
    private static final Duration LEAST_PAUSE = Duration.ofMillis(250);
    private static final Duration MOST_PAUSE = Duration.ofSeconds(30);
    /// A watch that ends sooner than this was not worth opening again at once.
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(60);

    private final Api api;
    private final Kinds kinds;
    private final KindName kind;
    private final LiveSink sink;
    private final RandomGenerator random;
    private final WatchStream stream;
    private final Map<ResourceKey, String> known = new ConcurrentHashMap<>();
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean isClosed;
    private final Object listing = new Object();
    private volatile boolean isToListAnew;
    /// Where to go on; empty if only a list can tell. Written by whoever feeds the stream, one at a time.
    private volatile String resourceVersion = "";

    private final AtomicInteger failures = new AtomicInteger();

    KindWatch(Api api, Kinds kinds, KindName kind, LiveSink sink, RandomGenerator random) {
        this.api = api;
        this.kinds = kinds;
        this.kind = kind;
        this.sink = sink;
        this.random = random;
        this.stream = new WatchStream(api, kind, random);
    }

    KindName kind() {
        return kind;
    }

    void close() {
        isClosed = true;
        woken.release();
        stream.close();
    }

    /// Lists once more, and tells everything once more.
    void relist() {
        synchronized (listing) {
            isToListAnew = true;
        }
        woken.release();
        stream.cut();
    }

    /// Says that all was told, unless the list that says so has become void meanwhile.
    private void listed() {
        synchronized (listing) {
            if (!isToListAnew) {
                sink.listed(kind);
            }
        }
    }

    /// Looks again now for a kind that the cluster did not know.
    void wake() {
        woken.release();
    }

    @Override
    public void run() {
        while (!isClosed) {
            synchronized (listing) {
                if (isToListAnew) {
                    resourceVersion = "";
                    isToListAnew = false;
                }
            }
            try {
                switch (kinds.resolve(kind)) {
                    case Kinds.Answer.NotServed _ -> {
                        forgetAll();
                        listed();
                        sleep(jittered(LOOK_AGAIN));
                    }
                    case Kinds.Answer.Unknown unknown -> throw new BrokenWatch(unknown.failure());
                    // our objects are still there, under another version's path
                    case Kinds.Answer.Moved moved -> follow(moved.resource());
                    case Kinds.Answer.Served served -> follow(served.resource());
                }
            } catch (BrokenWatch e) {
                if (!isClosed) {
                    recover(e);
                }
            }
        }
    }

    private void follow(Kinds.Resource resource) throws BrokenWatch {
        if (resourceVersion.isEmpty()) {
            list(resource);
            listed();
            sink.trouble(kind, "");
        }
        long began = System.nanoTime();
        stream.read(resource, resourceVersion, this::take);
        failures.set(0);
        if (System.nanoTime() - began < SHORT.toNanos()) {
            sleep(jittered(SHORT));
        }
    }

    private void recover(BrokenWatch broken) {
        switch (broken.remedy()) {
            case RESUME -> {}
            case LIST -> resourceVersion = "";
            case RESOLVE -> {
                resourceVersion = "";
                kinds.forget(kind);
            }
        }
        // history that has gone once is nothing unusual, and one list mends it
        int before = failures.getAndIncrement();
        if (broken.remedy() == BrokenWatch.Remedy.RESUME || before > 0) {
            sink.trouble(kind, broken.failure().message());
            sleep(pause(broken.failure(), before));
        }
    }

    private void list(Kinds.Resource resource) throws BrokenWatch {
        Set<ResourceKey> seen = new HashSet<>();
        ListPages pages = new ListPages(api, kind, resource.all(), PAGE);
        while (pages.hasNext() && !isClosed) {
            for (Json.Obj object : pages.next()) {
                seen.add(tell(object));
            }
        }
        if (isClosed) {
            return;
        }
        resourceVersion = pages.resourceVersion();
        Map<ResourceKey, String> gone = new HashMap<>(known);
        gone.keySet().removeAll(seen);
        gone.forEach((key, mark) -> {
            known.remove(key);
            sink.gone(kind, key, mark, "");
        });
    }

    private void take(WatchStream.Event event) {
        Json.Obj object = event.object();
        switch (event.type()) {
            case CHANGED -> tell(object);
            case DELETED -> {
                ResourceKey key = key(object);
                String mark = known.getOrDefault(key, mark(object));
                known.remove(key);
                sink.gone(kind, key, mark, version(object));
            }
            case HOLDS, BOOKMARK -> {}
        }
        if (failures.getAndSet(0) > 0) {
            sink.trouble(kind, "");
        }
        if (event.type() != WatchStream.Event.Type.HOLDS) {
            resourceVersion = version(object);
        }
    }

    private ResourceKey tell(Json.Obj object) {
        ResourceKey key = key(object);
        String mark = mark(object);
        String before = Optional.ofNullable(known.put(key, mark)).orElse(mark);
        if (!before.equals(mark)) {
            // who had it is told that it is no longer theirs
            sink.gone(kind, key, before, version(object));
        }
        sink.live(kind, key, mark, object);
        return key;
    }

    private void forgetAll() {
        resourceVersion = "";
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

    private Duration pause(StepOutcome.Failure failure, int before) {
        long doubled = LEAST_PAUSE.toMillis() << Math.min(before, 10);
        Duration own = jittered(Duration.ofMillis(Math.min(MOST_PAUSE.toMillis(), doubled)));
        Duration asked =
                failure instanceof StepOutcome.Unreachable unreachable ? unreachable.retryAfter() : Duration.ZERO;
        return own.compareTo(asked) > 0 ? own : asked.plusMillis(random.nextLong(asked.toMillis() / 4 + 1));
    }

    /// @return three quarters to five quarters of it
    private Duration jittered(Duration duration) {
        long millis = duration.toMillis();
        return Duration.ofMillis(millis * 3 / 4 + random.nextLong(millis / 2 + 1));
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
