package io.pilothouse.agent.meters;

import io.pilothouse.agent.port.SignalSink;
import io.pilothouse.core.signal.RunningMinute;
import io.pilothouse.core.signal.SignalEvent;
import io.pilothouse.core.signal.SignalLevels;
import io.pilothouse.core.signal.SignalMinute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Folds what the reconciler tells into minutes and keeps a day of them, so that a hub that was away, or comes
/// back empty, gets what it missed. A restart of the agent loses the minutes that no hub took; signals are not the
/// ledger.
///
/// The running minute is guarded by this object's lock, which is held for one pure fold at a time.
public final class SignalRecorder implements SignalSink {
    /// Minutes kept for a hub that comes back.
    public static final int KEPT_MINUTES = 24 * 60;

    private final InstantSource clock;
    private final AgentMeters meters;
    private final DoubleSupplier journalFill;
    private final Deque<SignalMinute> complete = new ArrayDeque<>();
    private RunningMinute running;
    private volatile Instant lastAnswer = Instant.EPOCH;

    public SignalRecorder(InstantSource clock, AgentMeters meters, DoubleSupplier journalFill) {
        this.clock = clock;
        this.meters = meters;
        this.journalFill = journalFill;
        this.running = RunningMinute.starting(clock.instant(), SignalLevels.NONE);
        meters.sourceLastSuccess(() -> lastAnswer.getEpochSecond());
    }

    @Override
    public void runStarted(Duration queueWait) {
        record(new SignalEvent.RunStarted(queueWait));
    }

    @Override
    public void runApplied(Duration sinceStart, int writes) {
        record(new SignalEvent.RunApplied(sinceStart, writes));
    }

    @Override
    public void changeEnded(ChangeResult result, Duration sinceSeen) {
        record(
                switch (result) {
                    case SUCCEEDED -> new SignalEvent.ChangeSucceeded(sinceSeen);
                    case FAILED -> new SignalEvent.ChangeFailed();
                    case SUPERSEDED -> new SignalEvent.ChangeSuperseded();
                });
    }

    @Override
    public void driftDetected() {
        record(new SignalEvent.DriftDetected());
    }

    @Override
    public void driftCorrected(Duration sinceSeen) {
        record(new SignalEvent.DriftCorrected(sinceSeen));
    }

    @Override
    public void polled(boolean answered) {
        if (answered) {
            lastAnswer = clock.instant();
            meters.pollAnswered();
        } else {
            record(new SignalEvent.PollFailed());
        }
    }

    @Override
    public void sample(Sample sample) {
        record(new SignalEvent.Sampled(new SignalLevels(
                sample.applications(),
                sample.outOfSync(),
                sample.degraded(),
                sample.suspended(),
                sample.inProgress(),
                sample.queued(),
                sample.oldestWait().toMillis(),
                sample.busyWorkers(),
                sample.workers(),
                journalFill.getAsDouble())));
    }

    /// @param from beginning of the first minute wanted
    /// @return the minutes from there, oldest first, at most `max`; the last may still be running
    public synchronized List<SignalMinute> minutes(Instant from, int max) {
        Instant now = clock.instant();
        turn(now);
        List<SignalMinute> minutes = new ArrayList<>();
        for (SignalMinute minute : complete) {
            if (minutes.size() < max && !minute.minute().isBefore(from)) {
                minutes.add(minute);
            }
        }
        SignalMinute last = running.at(now);
        if (minutes.size() < max && !last.minute().isBefore(from)) {
            minutes.add(last);
        }
        return minutes;
    }

    private void record(SignalEvent event) {
        synchronized (this) {
            Instant now = clock.instant();
            turn(now);
            running = running.with(event, now);
        }
        meters.count(event);
    }

    /// Goes on to the minute of `now`. Minutes in which the machine slept stay out: nobody knows how things stood.
    private void turn(Instant now) {
        if (running.isOverAt(now)) {
            complete.addLast(running.complete());
            if (complete.size() > KEPT_MINUTES) {
                complete.removeFirst();
            }
            running = RunningMinute.starting(now, running.levels());
        }
    }
}
