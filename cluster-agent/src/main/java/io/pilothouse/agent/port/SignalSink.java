package io.pilothouse.agent.port;

import java.time.Duration;

/// Takes what the golden signals are made of. Returns at once; may be called from any thread.
public interface SignalSink {

    /// A change waited this long for a worker before its run began.
    void runStarted(Duration queueWait);

    /// All of a run's objects were applied.
    ///
    /// @param sinceStart since the run began
    /// @param writes objects written to the API server
    void runApplied(Duration sinceStart, int writes);

    /// A change ended.
    ///
    /// @param result how
    /// @param sinceSeen since the agent first saw its commit, or an older one that it replaced before that was done
    void changeEnded(ChangeResult result, Duration sinceSeen);

    /// Drift was seen on an object.
    void driftDetected();

    /// Drift was corrected.
    ///
    /// @param sinceSeen since it was seen
    void driftCorrected(Duration sinceSeen);

    /// The Git server was asked.
    void polled(boolean answered);

    /// How things stand now; called at every change and at least every 5 s.
    void sample(Sample sample);

    /// How a change ended.
    enum ChangeResult {
        SUCCEEDED,
        FAILED,
        SUPERSEDED
    }

    /// How things stand.
    ///
    /// @param applications all of them
    /// @param outOfSync those that do not match Git
    /// @param degraded those missing, degraded or unknown
    /// @param suspended those an operator stopped
    /// @param inProgress changes under way
    /// @param queued runs waiting for a worker
    /// @param oldestWait how long the one at the head has waited
    /// @param busyWorkers workers at work
    /// @param workers all workers
    record Sample(
            int applications,
            int outOfSync,
            int degraded,
            int suspended,
            int inProgress,
            int queued,
            Duration oldestWait,
            int busyWorkers,
            int workers) {}
}
