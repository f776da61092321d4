package io.pilothouse.repository.git;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/// Ends a fetch that no time-out of a socket ends: an SSH server that never says who it is, or any server that feeds
/// its
/// answer byte by byte. The fetch runs in a virtual thread, where an interrupt closes the socket it waits for.
final class Deadline extends EmptyProgressMonitor {
    private final Duration toBegin;
    private final Duration toEnd;
    private volatile boolean hasBegun;
    private volatile boolean isOver;

    /// @param toBegin until the first object arrives, or it is clear that none will
    /// @param toEnd for the rest
    Deadline(Duration toBegin, Duration toEnd) {
        this.toBegin = toBegin;
        this.toEnd = toEnd;
    }

    /// @return what the work gives, empty if it was ended
    /// @throws InterruptedException if this thread was interrupted; the work has ended then, too
    <T> Optional<T> within(Callable<T> work) throws InterruptedException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = Thread.ofVirtual().name("fleet-fetch").start(task);
        try {
            return Optional.of(result(task));
        } catch (TimeoutException e) {
            return Optional.empty();
        } finally {
            isOver = true;
            worker.interrupt();
            // nothing of the clone may be touched before the worker has let go of it
            joinWhateverHappens(worker);
        }
    }

    private <T> T result(FutureTask<T> task) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return task.get(toBegin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (!hasBegun) {
                throw e;
            }
            return task.get(toEnd.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void joinWhateverHappens(Thread worker) {
        boolean wasInterrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void beginTask(String title, int totalWork) {
        hasBegun = true;
    }

    @Override
    public void update(int completed) {
        hasBegun = true;
    }

    @Override
    public boolean isCancelled() {
        return isOver;
    }
}
