package io.pilothouse.core.signal;

import io.pilothouse.core.signal.SignalMinute.Errors;
import io.pilothouse.core.signal.SignalMinute.Latency;
import io.pilothouse.core.signal.SignalMinute.Saturation;
import io.pilothouse.core.signal.SignalMinute.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A minute while it fills.
///
/// Levels hold from one sample to the next, also across the end of a minute: a minute without a sample says how
/// things stood, not that there was nothing. The busy ratio is the mean over time, not over samples, because
/// samples come with changes and would count the busy moments twice.
///
/// @param counted what was counted so far; its busy ratio is that of the time before `levelsSince`
/// @param levels how things stand
/// @param levelsSince since when, within this minute
/// @param busyMillis milliseconds that workers worked in this minute before `levelsSince`
/// @param workerMillis milliseconds they could have worked
public record RunningMinute(
        SignalMinute counted, SignalLevels levels, Instant levelsSince, long busyMillis, long workerMillis) {

    /// @return the minute of `at`, in which things stand so from its beginning
    public static RunningMinute starting(Instant at, SignalLevels levels) {
        Instant begin = at.truncatedTo(ChronoUnit.MINUTES);
        SignalMinute empty = new SignalMinute(
                begin,
                new Latency(Histogram.EMPTY, Histogram.EMPTY, Histogram.EMPTY),
                new Traffic(0, 0, 0, 0, 0),
                new Errors(0, 0, 0, 0, 0, 0, 0),
                new Saturation(Histogram.EMPTY, 0, 0, 0, 0));
        return new RunningMinute(empty, SignalLevels.NONE, begin, 0, 0).atLevels(levels, begin);
    }

    /// @return true if `at` is after this minute
    public boolean isOverAt(Instant at) {
        return !at.isBefore(end());
    }

    /// Takes one event in. An event from before the minute, from a clock that was set back, counts in it all the
    /// same.
    public RunningMinute with(SignalEvent event, Instant at) {
        Latency l = counted.latency();
        Traffic t = counted.traffic();
        Errors e = counted.errors();
        Saturation s = counted.saturation();
        return switch (event) {
            case SignalEvent.RunStarted started ->
                with(new Saturation(
                        s.queueWait().with(started.queueWait()),
                        s.queueDepth(),
                        Math.max(s.oldestWaitMillis(), started.queueWait().toMillis()),
                        s.busyRatio(),
                        s.journalFill()));
            case SignalEvent.RunApplied applied ->
                with(new Latency(l.lead(), l.apply().with(applied.sinceStart()), l.repair()))
                        .with(new Traffic(
                                t.succeeded(),
                                t.failed(),
                                t.superseded(),
                                t.inProgress(),
                                t.writes() + applied.writes()));
            case SignalEvent.ChangeSucceeded change ->
                with(new Latency(l.lead().with(change.lead()), l.apply(), l.repair()))
                        .with(new Traffic(t.succeeded() + 1, t.failed(), t.superseded(), t.inProgress(), t.writes()));
            case SignalEvent.ChangeFailed ignored ->
                with(new Traffic(t.succeeded(), t.failed() + 1, t.superseded(), t.inProgress(), t.writes()));
            case SignalEvent.ChangeSuperseded ignored ->
                with(new Traffic(t.succeeded(), t.failed(), t.superseded() + 1, t.inProgress(), t.writes()));
            case SignalEvent.DriftDetected ignored -> with(drifts(e, 1, 0, 0));
            case SignalEvent.DriftCorrected corrected ->
                with(new Latency(l.lead(), l.apply(), l.repair().with(corrected.sinceSeen())))
                        .with(drifts(e, 0, 1, 0));
            case SignalEvent.PollFailed ignored -> with(drifts(e, 0, 0, 1));
            case SignalEvent.Sampled sampled -> atLevels(sampled.levels(), at);
        };
    }

    /// @return the minute as it is at a moment in it
    public SignalMinute at(Instant now) {
        RunningMinute until = accruedUntil(now);
        Saturation s = counted.saturation();
        double ratio = until.workerMillis == 0 ? 0 : (double) until.busyMillis / until.workerMillis;
        return until.with(new Saturation(
                        s.queueWait(), s.queueDepth(), s.oldestWaitMillis(), Math.clamp(ratio, 0, 1), s.journalFill()))
                .counted;
    }

    /// @return the minute when it is over
    public SignalMinute complete() {
        return at(end());
    }

    private Instant end() {
        return counted.minute().plus(1, ChronoUnit.MINUTES);
    }

    private static Errors drifts(Errors e, int detected, int corrected, int pollsFailed) {
        return new Errors(
                e.applications(),
                e.outOfSync(),
                e.degraded(),
                e.suspended(),
                e.driftDetected() + detected,
                e.driftCorrected() + corrected,
                e.pollsFailed() + pollsFailed);
    }

    private RunningMinute atLevels(SignalLevels now, Instant at) {
        Traffic t = counted.traffic();
        Errors e = counted.errors();
        Saturation s = counted.saturation();
        RunningMinute until = accruedUntil(at);
        return new RunningMinute(
                new SignalMinute(
                        counted.minute(),
                        counted.latency(),
                        new Traffic(
                                t.succeeded(),
                                t.failed(),
                                t.superseded(),
                                Math.max(t.inProgress(), now.inProgress()),
                                t.writes()),
                        new Errors(
                                now.applications(),
                                now.outOfSync(),
                                now.degraded(),
                                now.suspended(),
                                e.driftDetected(),
                                e.driftCorrected(),
                                e.pollsFailed()),
                        new Saturation(
                                s.queueWait(),
                                Math.max(s.queueDepth(), now.queued()),
                                Math.max(s.oldestWaitMillis(), now.oldestWaitMillis()),
                                s.busyRatio(),
                                Math.max(s.journalFill(), Math.clamp(now.journalFill(), 0, 1)))),
                now,
                until.levelsSince,
                until.busyMillis,
                until.workerMillis);
    }

    private RunningMinute accruedUntil(Instant at) {
        Instant until = at.isAfter(end()) ? end() : at;
        long millis = Math.max(0, Duration.between(levelsSince, until).toMillis());
        return new RunningMinute(
                counted,
                levels,
                until.isAfter(levelsSince) ? until : levelsSince,
                busyMillis + millis * Math.min(levels.busyWorkers(), levels.workers()),
                workerMillis + millis * levels.workers());
    }

    private RunningMinute with(Latency latency) {
        return with(
                new SignalMinute(counted.minute(), latency, counted.traffic(), counted.errors(), counted.saturation()));
    }

    private RunningMinute with(Traffic traffic) {
        return with(
                new SignalMinute(counted.minute(), counted.latency(), traffic, counted.errors(), counted.saturation()));
    }

    private RunningMinute with(Errors errors) {
        return with(
                new SignalMinute(counted.minute(), counted.latency(), counted.traffic(), errors, counted.saturation()));
    }

    private RunningMinute with(Saturation saturation) {
        return with(
                new SignalMinute(counted.minute(), counted.latency(), counted.traffic(), counted.errors(), saturation));
    }

    private RunningMinute with(SignalMinute changed) {
        return new RunningMinute(changed, levels, levelsSince, busyMillis, workerMillis);
    }
}
