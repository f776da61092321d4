package io.pilothouse.hub.ledger;

import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.core.signal.SignalMinute.Errors;
import io.pilothouse.core.signal.SignalMinute.Latency;
import io.pilothouse.core.signal.SignalMinute.Saturation;
import io.pilothouse.core.signal.SignalMinute.Traffic;
import java.util.ArrayList;
import java.util.List;

/// Adds up what several processes of one agent counted in the same minute, as happens when it restarts.
public final class SignalSums {
    private SignalSums() {}

    /// @param minutes oldest first
    /// @return one for each minute, oldest first
    public static List<SignalMinute> byMinute(List<SignalMinute> minutes) {
        List<SignalMinute> sums = new ArrayList<>();
        for (SignalMinute minute : minutes) {
            if (!sums.isEmpty() && sums.getLast().minute().equals(minute.minute())) {
                sums.set(sums.size() - 1, sum(sums.getLast(), minute));
            } else {
                sums.add(minute);
            }
        }
        return sums;
    }

    /// Counts add up. What was sampled does not: there the greater of the two stands, so that no trouble is hidden.
    private static SignalMinute sum(SignalMinute a, SignalMinute b) {
        return new SignalMinute(
                a.minute(),
                new Latency(
                        a.latency().lead().plus(b.latency().lead()),
                        a.latency().apply().plus(b.latency().apply()),
                        a.latency().repair().plus(b.latency().repair())),
                new Traffic(
                        a.traffic().succeeded() + b.traffic().succeeded(),
                        a.traffic().failed() + b.traffic().failed(),
                        a.traffic().superseded() + b.traffic().superseded(),
                        Math.max(a.traffic().inProgress(), b.traffic().inProgress()),
                        a.traffic().writes() + b.traffic().writes()),
                new Errors(
                        Math.max(a.errors().applications(), b.errors().applications()),
                        Math.max(a.errors().outOfSync(), b.errors().outOfSync()),
                        Math.max(a.errors().degraded(), b.errors().degraded()),
                        Math.max(a.errors().suspended(), b.errors().suspended()),
                        a.errors().driftDetected() + b.errors().driftDetected(),
                        a.errors().driftCorrected() + b.errors().driftCorrected(),
                        a.errors().pollsFailed() + b.errors().pollsFailed()),
                new Saturation(
                        a.saturation().queueWait().plus(b.saturation().queueWait()),
                        Math.max(a.saturation().queueDepth(), b.saturation().queueDepth()),
                        Math.max(
                                a.saturation().oldestWaitMillis(),
                                b.saturation().oldestWaitMillis()),
                        Math.max(a.saturation().busyRatio(), b.saturation().busyRatio()),
                        Math.max(a.saturation().journalFill(), b.saturation().journalFill())));
    }
}
