package io.pilothouse.hub.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// One client's stream of answers, and the thread that owns it: everything is sent by that thread, and only while the
/// stream is ready, so a slow client holds up nobody and nothing piles up for it.
abstract class Watch {
    private final ServerCallStreamObserver<?> stream;
    private volatile Optional<Thread> thread = Optional.empty();
    private volatile boolean isCancelled;
    private volatile Optional<Status> end = Optional.empty();

    Watch(ServerCallStreamObserver<?> stream) {
        this.stream = stream;
        stream.setOnReadyHandler(this::wake);
        stream.setOnCancelHandler(() -> {
            isCancelled = true;
            wake();
        });
    }

    /// Sends until the end, or until the step says so. Runs on the watch's own thread.
    final void follow() {
        while (!isCancelled && end.isEmpty()) {
            try {
                long pause = stream.isReady() ? step() : Long.MAX_VALUE;
                if (pause > 0) {
                    LockSupport.parkNanos(this, pause);
                }
            } catch (RuntimeException e) {
                end = Optional.of(Refusals.of(e));
            }
        }
        if (!isCancelled) {
            stream.onError(end.orElse(Status.INTERNAL).asRuntimeException());
        }
    }

    /// Sends what there is to send. The stream is ready.
    ///
    /// @return nanoseconds after which to look again though nobody wakes it; 0 to go on at once
    abstract long step();

    final void runOn(Thread owner) {
        thread = Optional.of(owner);
        owner.start();
    }

    final void wake() {
        thread.ifPresent(LockSupport::unpark);
    }

    /// Ends the stream from our side.
    final void stop(Status status) {
        end = Optional.of(status);
        wake();
    }
}
