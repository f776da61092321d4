package io.pilothouse.core.signal;

import java.time.Duration;

/// Something that golden signals are made of.
public sealed interface SignalEvent {

    /// A change waited for a worker before its run began.
    record RunStarted(Duration queueWait) implements SignalEvent {}

    /// All of a run's objects were applied.
    ///
    /// @param sinceStart since the run began
    /// @param writes objects written to the API server
    record RunApplied(Duration sinceStart, int writes) implements SignalEvent {}

    /// A change became healthy.
    ///
    /// @param lead since its commit was first seen
    record ChangeSucceeded(Duration lead) implements SignalEvent {}

    /// A change did not.
    record ChangeFailed() implements SignalEvent {}

    /// A newer change took over.
    record ChangeSuperseded() implements SignalEvent {}

    /// Drift was seen on an object.
    record DriftDetected() implements SignalEvent {}

    /// Drift was corrected.
    ///
    /// @param sinceSeen since it was seen
    record DriftCorrected(Duration sinceSeen) implements SignalEvent {}

    /// The Git server did not answer.
    record PollFailed() implements SignalEvent {}

    /// How things stand from now on.
    record Sampled(SignalLevels levels) implements SignalEvent {}
}
