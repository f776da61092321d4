package io.pilothouse.testkit.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Every request the proxy saw, in the order of arrival. Thread-safe.
final class Journal {
    private final List<Asked> asked = new ArrayList<>();
    private final long began = System.nanoTime();

    synchronized Asked add(Asked request) {
        Asked numbered = new Asked(
                asked.size(),
                Duration.ofNanos(System.nanoTime() - began),
                request.method(),
                request.path(),
                request.query(),
                request.user(),
                request.impersonated(),
                request.digest(),
                0);
        asked.add(numbered);
        return numbered;
    }

    synchronized void answered(Asked request, int status) {
        asked.set(request.number(), request.answered(status));
    }

    synchronized List<Asked> all() {
        return List.copyOf(asked);
    }
}
