package io.pilothouse.hub.ledger;

import io.pilothouse.core.signal.Histogram;
import io.pilothouse.core.signal.SignalMinute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The whole fleet's counts since the hub started. A minute that is sent again counts only what is new in it.
///
/// @param succeeded changes that became healthy
/// @param failed changes that did not
/// @param superseded changes that a newer one replaced
/// @param driftDetected drifts seen
/// @param driftCorrected drifts corrected
/// @param pollsFailed fetches that failed
/// @param writes objects written to API servers
/// @param lead commit seen to healthy
/// @param apply beginning of a run to the last object applied
/// @param repair drift seen to corrected
/// @param queueWait how long runs waited
public record SignalTotals(
        long succeeded,
        long failed,
        long superseded,
        long driftDetected,
        long driftCorrected,
        long pollsFailed,
        long writes,
        Histogram lead,
        Histogram apply,
        Histogram repair,
        Histogram queueWait) {
    public static final SignalTotals ZERO =
            new SignalTotals(0, 0, 0, 0, 0, 0, 0, Histogram.EMPTY, Histogram.EMPTY, Histogram.EMPTY, Histogram.EMPTY);

    /// @param before what was counted of this minute already
    public SignalTotals plus(SignalMinute minute, Optional<SignalMinute> before) {
        SignalTotals now = of(minute);
        SignalTotals counted = before.map(SignalTotals::of).orElse(ZERO);
        return new SignalTotals(
                succeeded + rise(now.succeeded, counted.succeeded),
                failed + rise(now.failed, counted.failed),
                superseded + rise(now.superseded, counted.superseded),
                driftDetected + rise(now.driftDetected, counted.driftDetected),
                driftCorrected + rise(now.driftCorrected, counted.driftCorrected),
                pollsFailed + rise(now.pollsFailed, counted.pollsFailed),
                writes + rise(now.writes, counted.writes),
                lead.plus(rise(now.lead, counted.lead)),
                apply.plus(rise(now.apply, counted.apply)),
                repair.plus(rise(now.repair, counted.repair)),
                queueWait.plus(rise(now.queueWait, counted.queueWait)));
    }

    private static SignalTotals of(SignalMinute minute) {
        return new SignalTotals(
                minute.traffic().succeeded(),
                minute.traffic().failed(),
                minute.traffic().superseded(),
                minute.errors().driftDetected(),
                minute.errors().driftCorrected(),
                minute.errors().pollsFailed(),
                minute.traffic().writes(),
                minute.latency().lead(),
                minute.latency().apply(),
                minute.latency().repair(),
                minute.saturation().queueWait());
    }

    /// A total never falls, whatever an agent says.
    private static long rise(long now, long before) {
        return Math.max(0, now - before);
    }

    private static Histogram rise(Histogram now, Histogram before) {
        List<Long> counts = new ArrayList<>(now.counts().size());
        for (int i = 0; i < now.counts().size(); i++) {
            counts.add(rise(now.counts().get(i), before.counts().get(i)));
        }
        return new Histogram(counts, rise(now.sumMillis(), before.sumMillis()));
    }
}
