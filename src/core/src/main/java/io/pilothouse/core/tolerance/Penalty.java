package io.pilothouse.core.tolerance;

import java.time.Duration;
import java.time.Instant;

/// How often a field was put right lately, as a number that fades: each correction adds one point, and points halve in
/// [#HALF_LIFE]. The correction that would bring it above [#CUTOFF] is not made; the field is left alone until its
/// points have faded to [#REUSE].
///
/// This is the figure of merit of BGP route flap damping, RFC 2439, section 4.2. Five corrections in a row are made and
/// the sixth is not, then it is quiet for ten minutes; after that there is less patience, because half of the points
/// are still there. What is put right every 3.3 minutes or more seldom is put right for ever.
///
/// @param points at `since`
/// @param since when they were counted
/// @param isSuppressed above the cut-off once, and not yet below reuse
public record Penalty(double points, Instant since, boolean isSuppressed) {
    /// More points than these are not reached.
    public static final int CUTOFF = 5;

    /// With as many points a field is tried again.
    public static final double REUSE = CUTOFF / 2.0;

    public static final Duration HALF_LIFE = Duration.ofMinutes(10);

    public static final Penalty NONE = new Penalty(0, Instant.EPOCH, false);

    /// Fewer points say nothing any more.
    private static final double NEGLIGIBLE = 0.25;

    /// @return the penalty as it is now. A clock that goes backwards stops the fading, no more
    public Penalty at(Instant now) {
        if (!now.isAfter(since)) {
            return this;
        }
        double halfLives = (double) Duration.between(since, now).toMillis() / HALF_LIFE.toMillis();
        double left = points * Math.pow(2, -halfLives);
        return new Penalty(left, now, isSuppressed && left > REUSE);
    }

    /// @return the penalty after one more correction
    public Penalty corrected(Instant now) {
        Penalty faded = at(now);
        return new Penalty(faded.points + 1, faded.since, faded.isSuppressed);
    }

    /// @return the penalty if a correction is due now: suppressed if there is to be none
    public Penalty due(Instant now) {
        Penalty faded = at(now);
        return faded.isSuppressed || faded.points + 1 <= CUTOFF ? faded : new Penalty(faded.points, faded.since, true);
    }

    /// @return when a suppressed field is tried again
    public Instant until() {
        double halfLives = Math.max(0, Math.log(points / REUSE) / Math.log(2));
        // a millisecond more, so that rounding does not find it a moment too early
        return since.plusMillis((long) Math.ceil(halfLives * HALF_LIFE.toMillis()) + 1);
    }

    /// @return true if it can be forgotten
    public boolean isNegligible(Instant now) {
        return at(now).points < NEGLIGIBLE;
    }
}
