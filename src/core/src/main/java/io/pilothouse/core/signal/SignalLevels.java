package io.pilothouse.core.signal;

/// How things stand at a moment: what a minute keeps the last, the most or the mean of.
///
/// @param applications all of them
/// @param outOfSync those that do not match Git
/// @param degraded those missing, degraded or unknown
/// @param suspended those an operator stopped
/// @param inProgress changes under way
/// @param queued runs waiting for a worker
/// @param oldestWaitMillis how long the one at the head has waited
/// @param busyWorkers workers at work
/// @param workers all workers
/// @param journalFill share of the report journal in use, from 0 to 1
public record SignalLevels(
        int applications,
        int outOfSync,
        int degraded,
        int suspended,
        int inProgress,
        int queued,
        long oldestWaitMillis,
        int busyWorkers,
        int workers,
        double journalFill) {
    public static final SignalLevels NONE = new SignalLevels(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
