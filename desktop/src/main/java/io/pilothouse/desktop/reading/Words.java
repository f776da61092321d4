package io.pilothouse.desktop.reading;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The words on the screen for the values of the core, each said in one place.
public final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Words() {}

    public static String of(SyncStatus sync) {
        return switch (sync) {
            case SYNCED -> "Synced";
            case OUT_OF_SYNC -> "Out of sync";
            case UNKNOWN -> "Unknown";
        };
    }

    public static String of(Health health) {
        return switch (health) {
            case HEALTHY -> "Healthy";
            case SUSPENDED -> "Suspended";
            case PROGRESSING -> "Progressing";
            case MISSING -> "Missing";
            case DEGRADED -> "Degraded";
            case UNKNOWN -> "Unknown";
        };
    }

    public static String of(RunPhase phase) {
        return switch (phase) {
            case IDLE -> "Nothing to do yet";
            case QUEUED -> "Waits for a worker";
            case RUNNING -> "Applying";
            case WAITING -> "Applied, waits for health";
            case SUCCEEDED -> "Last run succeeded";
            case FAILED -> "Last run failed";
            case SUPERSEDED -> "Replaced by a newer commit";
            case CANCELLED -> "Cancelled";
        };
    }

    public static String of(CommandPhase phase) {
        return switch (phase) {
            case ACCEPTED -> "accepted";
            case SENT -> "sent";
            case RUNNING -> "running";
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case REFUSED -> "refused";
            case EXPIRED -> "expired";
        };
    }

    public static String of(Command.Verb verb) {
        return switch (verb) {
            case SYNC_NOW -> "Sync now";
            case SUSPEND -> "Suspend";
            case RESUME -> "Resume";
            case CANCEL -> "Cancel run";
            case APPROVE -> "Approve deletions";
            case UNDO -> "Undo prune";
        };
    }

    public static String of(DriftKind kind) {
        return switch (kind) {
            case CHANGED -> "changed";
            case STOLEN -> "owner changed";
            case DELETED -> "deleted";
            case UNOWNED -> "added, not ours";
        };
    }

    public static String of(DriftRecord.Action action) {
        return switch (action) {
            case NOTED -> "noted";
            case CORRECTED -> "corrected";
            case FAILED -> "correction failed";
        };
    }

    /// @return `7c1f09aa` where Git and the cluster agree, `9f3c1e2b → 7c1f09aa` (applied → desired) where they do
    ///     not
    public static String revisions(ApplicationStatus application) {
        if (!application.desired().isKnown()) {
            return revision(application.applied());
        }
        if (application.desired().equals(application.applied())) {
            return application.desired().abbreviated();
        }
        return revision(application.applied()) + " → " + application.desired().abbreviated();
    }

    /// @return the first digits; `none` before the first commit
    public static String revision(Revision revision) {
        return revision.isKnown() ? revision.abbreviated() : "none";
    }

    /// @return one unit is enough for a glance: `42 s`, `12 min`, `5 h`, `3 d`
    public static String age(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min";
        }
        if (seconds < 48 * 3_600) {
            return seconds / 3_600 + " h";
        }
        return seconds / 86_400 + " d";
    }

    /// @return the age of what is known: `now` while it is as fresh as it can be
    public static String knowledge(Duration age) {
        return age.toSeconds() < 5 ? "now" : age(age);
    }

    /// @return the time of day of something today, else with its day
    public static String time(Instant at, Instant now, ZoneId zone) {
        var there = at.atZone(zone);
        return there.toLocalDate().equals(now.atZone(zone).toLocalDate())
                ? TIME.format(there)
                : DAY_AND_TIME.format(there);
    }

    /// @return the text as a sentence: with a capital letter and a full stop; empty for an empty one
    public static String sentence(String text) {
        if (text.isEmpty()) {
            return "";
        }
        String begun = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return begun.endsWith(".") || begun.endsWith("!") || begun.endsWith("?") ? begun : begun + ".";
    }

    /// @return `1 cluster`, `2 clusters`, `10,000 clusters`
    public static String count(long number, String singular) {
        return number(number) + " " + singular + (number == 1 ? "" : "s");
    }

    /// @return with groups of three: `10,000`
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
