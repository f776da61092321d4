package io.pilothouse.core.policy;

import java.time.Duration;
import java.time.ZoneId;

/// A time in which runs may, or may not, begin.
///
/// @param kind whether it opens or closes
/// @param schedule when it begins: five fields as cron has them (minute, hour, day of month, month, day of week)
/// @param duration how long it lasts, 1 min to 7 days
/// @param zone in which the schedule is meant
/// @param isForCommands it holds for what a person commands as well
public record SyncWindow(Kind kind, String schedule, Duration duration, ZoneId zone, boolean isForCommands) {

    /// What it does.
    public enum Kind {
        /// Runs begin within it, and outside of every such window only if there is none.
        ALLOW,
        /// No run begins within it, whatever another window says.
        DENY
    }
}
