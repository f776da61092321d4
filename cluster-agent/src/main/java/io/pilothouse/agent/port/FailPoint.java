package io.pilothouse.agent.port;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// A place in the engine where a test can make the process die, as `kill -9` would, to show that nothing is lost
/// whatever instant it is. Told by the system property `pilothouse.failpoint=name:nth`; without it, costs a comparison.
public enum FailPoint {
    /// A run is planned, and the cluster does not remember yet that objects are about to be applied.
    BEFORE_INVENTORY,
    /// The cluster remembers, and nothing is applied yet.
    AFTER_INVENTORY,
    /// One object was applied, others were not.
    MID_APPLY,
    /// All was applied, and the inventory does not say so yet.
    BEFORE_CONFIRMATION,
    /// Objects are about to be deleted, and nothing is kept of them yet.
    BEFORE_TOMBSTONES,
    /// It is kept what they were, and they are still there.
    AFTER_TOMBSTONES,
    /// One object was deleted, others were not, and the inventory does not say so yet.
    MID_PRUNE,
    /// All was deleted, and the inventory does not say so yet.
    AFTER_DELETE;

    private static final String TOLD = System.getProperty("pilothouse.failpoint", "");
    private static final int KILLED = 137;

    private static final AtomicIntegerArray REACHED = new AtomicIntegerArray(values().length);

    /// The engine is here.
    public void reached() {
        if (TOLD.isEmpty()) {
            return;
        }
        if (TOLD.equals(name() + ":" + REACHED.incrementAndGet(ordinal()))) {
            // not exit: nothing may be put in order any more
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
