package io.pilothouse.agent.reconcile.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The two times an agent lives by. A wall clock is set by others, and may jump by an hour or by ten years; so what
/// waits, and how long something takes, goes by a steady one, and only what has to do with people and their calendars
/// goes by the wall's: windows, the last day of a rule, what is reported and what is kept until a day.
///
/// @param wall the date and time, as far as the machine knows
/// @param steady begins at about the same time, and then only ever counts
public record Clocks(InstantSource wall, InstantSource steady) {
    /// Less than this apart, the two are taken for the same where dates are told: clocks are always adjusted a
    /// little, and what was said once is not to be said again with another second.
    private static final Duration SAME = Duration.ofMinutes(1);

    /// @return the wall clock, and beside it one that counts what the machine counts
    public static Clocks of(InstantSource wall) {
        Instant begin = wall.instant();
        long beginNanos = System.nanoTime();
        return new Clocks(wall, () -> begin.plusNanos(System.nanoTime() - beginNanos));
    }

    /// @return the moment it is, for what is scheduled and measured
    public Instant now() {
        return steady.instant();
    }

    /// @return the date it is, for people
    public Instant date() {
        return wall.instant();
    }

    /// The same moment by both clocks.
    ///
    /// @param now by the steady one
    /// @param date by the wall's
    public record Moment(Instant now, Instant date) {}

    /// @return this moment
    public Moment moment() {
        return new Moment(now(), date());
    }

    /// @return the date of a moment, as the wall clock would have it now
    public Instant dateOf(Instant moment) {
        return isNever(moment) ? moment : moment.plus(ahead());
    }

    /// @return the moment of a date, unless the wall clock jumps until then
    public Instant momentOf(Instant date) {
        return isNever(date) ? date : date.minus(Duration.between(now(), date()));
    }

    private Duration ahead() {
        Duration ahead = Duration.between(now(), date());
        return ahead.abs().compareTo(SAME) < 0 ? Duration.ZERO : ahead;
    }

    private static boolean isNever(Instant at) {
        return at.equals(Instant.MIN) || at.equals(Instant.MAX);
    }
}
