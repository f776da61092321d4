package io.pilothouse.bench.engine.cluster;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/// Many requests, so many under way at once: as fast as an API server is asked by one client.
public final class InFlight {
    public static final int MOST = 16;

    private InFlight() {}

    /// Returns when all were answered.
    ///
    /// @throws IOException if one did not succeed
    public static void send(Api api, List<HttpRequest> requests) throws IOException, InterruptedException {
        Semaphore permits = new Semaphore(MOST);
        AtomicReference<Optional<IOException>> failure = new AtomicReference<>(Optional.empty());
        for (HttpRequest request : requests) {
            permits.acquire();
            var _ = api.start(request).handle((response, thrown) -> {
                if (thrown == null) {
                    check(request, response, failure);
                } else {
                    failure.set(Optional.of(new IOException(request.uri().toString(), thrown)));
                }
                permits.release();
                return response;
            });
        }
        permits.acquire(MOST);
        Optional<IOException> failed = failure.get();
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    private static void check(
            HttpRequest request, HttpResponse<byte[]> response, AtomicReference<Optional<IOException>> failure) {
        try {
            Api.check(request, response);
        } catch (IOException e) {
            failure.set(Optional.of(e));
        }
    }
}
