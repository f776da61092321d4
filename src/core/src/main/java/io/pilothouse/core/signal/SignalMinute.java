package io.pilothouse.core.signal;

import java.time.Instant;

/// The golden signals of one cluster in one minute. An agent sends a minute again as it fills; the newest copy replaces
/// the ones before, so that a repeated delivery counts nothing twice.
///
/// @param minute the minute's beginning, UTC
/// @param latency how long changes took from Git to running
/// @param traffic how many there were
/// @param errors how many went wrong, and how the applications stood
/// @param saturation how long work had to wait
public record SignalMinute(Instant minute, Latency latency, Traffic traffic, Errors errors, Saturation saturation) {

    /// Latency: from first sight of a commit by the agent to all of the application's objects live and healthy.
    ///
    /// @param lead commit seen to healthy
    /// @param apply beginning of the run to the last object applied
    /// @param repair drift seen to corrected
    public record Latency(Histogram lead, Histogram apply, Histogram repair) {}

    /// Traffic.
    ///
    /// @param succeeded changes that became healthy
    /// @param failed changes that did not
    /// @param superseded changes that a newer one replaced before they were done
    /// @param inProgress the most changes under way at once
    /// @param writes objects written to the API server
    public record Traffic(int succeeded, int failed, int superseded, int inProgress, int writes) {}

    /// Errors. The numbers of applications are those at the minute's last sample.
    ///
    /// @param applications all of them
    /// @param outOfSync those that do not match Git
    /// @param degraded those whose health is missing, degraded or unknown
    /// @param suspended those an operator stopped
    /// @param driftDetected drifts seen
    /// @param driftCorrected drifts corrected
    /// @param pollsFailed fetches that the Git server did not answer
    public record Errors(
            int applications,
            int outOfSync,
            int degraded,
            int suspended,
            int driftDetected,
            int driftCorrected,
            int pollsFailed) {}

    /// Saturation.
    ///
    /// @param queueWait how long runs waited for a worker
    /// @param queueDepth the most that waited at once
    /// @param oldestWaitMillis the longest that one had been waiting at any sample, in milliseconds
    /// @param busyRatio share of the workers' time spent working, from 0 to 1
    /// @param journalFill share of the report journal in use, from 0 to 1
    public record Saturation(
            Histogram queueWait, int queueDepth, long oldestWaitMillis, double busyRatio, double journalFill) {}
}
