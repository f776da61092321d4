package io.pilothouse.repository.git;

import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/// Ends a fetch that a server feeds byte by byte: each byte comes in time, but the whole never ends.
final class Deadline extends EmptyProgressMonitor {
    private final long begin = System.nanoTime();
    private final Duration limit;

    Deadline(Duration limit) {
        this.limit = limit;
    }

    @Override
    public boolean isCancelled() {
        return System.nanoTime() - begin > limit.toNanos();
    }
}
