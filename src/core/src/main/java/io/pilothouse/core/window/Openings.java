package io.pilothouse.core.window;

import io.pilothouse.core.policy.SyncWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// When an application's windows let a run begin. Closing windows win; where there are opening ones, runs begin within
/// one of them only (the rules of Argo CD's sync windows). A run that has begun goes on to its end: half a commit
/// is worse than a late one. Thread-safe.
public final class Openings {
    /// Changes further away are not looked for; each look is wider than the one before, because most are near.
    private static final List<Integer> SIGHT_DAYS = List.of(2, 32, 400);

    private final List<Recurring> windows;
    private volatile Stretch known = new Stretch(Instant.MAX, Instant.MIN, Optional.empty(), true);

    /// A time without a change, remembered because it is asked about all the time.
    ///
    /// @param until when it has to be looked for again
    private record Stretch(Instant from, Instant until, Optional<Instant> change, boolean isOpen) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /// A window and its schedule.
    private record Recurring(SyncWindow window, CronSchedule schedule) {
        boolean isActive(Instant at) {
            return !schedule.between(at.minus(window.duration()), at, window.zone())
                    .isEmpty();
        }

        /// @return when it begins and ends to be active, in order; windows that touch each other are one
        List<Instant> edges(Instant after, Instant until) {
            List<Instant> edges = new ArrayList<>();
            Instant end = Instant.MIN;
            for (Instant start : schedule.between(after.minus(window.duration()), until, window.zone())) {
                if (start.isAfter(end)) {
                    edges.add(end);
                    edges.add(start);
                }
                end = start.plus(window.duration());
            }
            edges.add(end);
            return edges.stream()
                    .filter(edge -> edge.isAfter(after) && !edge.isAfter(until))
                    .toList();
        }

        boolean is(SyncWindow.Kind kind) {
            return window.kind() == kind;
        }
    }

    private Openings(List<Recurring> windows) {
        this.windows = windows;
    }

    /// @param windows whose schedules [CronSchedule#problem] finds nothing wrong with
    public static Openings of(List<SyncWindow> windows) {
        return new Openings(windows.stream()
                .map(window -> new Recurring(window, CronSchedule.parse(window.schedule())))
                .toList());
    }

    /// @return true if a run may begin by itself
    public boolean isOpen(Instant at) {
        return stretch(at).isOpen();
    }

    /// @return when [#isOpen] is next another; empty if that is not within sight
    public Optional<Instant> nextChange(Instant after) {
        return stretch(after).change();
    }

    private Stretch stretch(Instant at) {
        Stretch here = known;
        if (!here.covers(at)) {
            Optional<Instant> change = windows.isEmpty() ? Optional.empty() : change(at);
            Instant later = at.plus(Duration.ofDays(1));
            here = new Stretch(at, change.orElse(later), change, isOpen(at, windows));
            known = here;
        }
        return here;
    }

    private Optional<Instant> change(Instant after) {
        boolean now = isOpen(after, windows);
        for (int days : SIGHT_DAYS) {
            Instant until = after.plus(Duration.ofDays(days));
            SortedSet<Instant> edges = new TreeSet<>();
            windows.forEach(one -> edges.addAll(one.edges(after, until)));
            Optional<Instant> change =
                    edges.stream().filter(edge -> isOpen(edge, windows) != now).findFirst();
            if (change.isPresent()) {
                return change;
            }
        }
        return Optional.empty();
    }

    /// A window may leave alone what a person commands; within an opening window of any sort a person may do all
    /// that the agent may.
    ///
    /// @return true if a run may begin by command
    public boolean isOpenForCommands(Instant at) {
        List<Recurring> binding =
                windows.stream().filter(one -> one.window().isForCommands()).toList();
        boolean isWithinAny = windows.stream().anyMatch(one -> one.is(SyncWindow.Kind.ALLOW) && one.isActive(at));
        List<Recurring> closing =
                binding.stream().filter(one -> one.is(SyncWindow.Kind.DENY)).toList();
        return isOpen(at, isWithinAny ? closing : binding);
    }

    private static boolean isOpen(Instant at, List<Recurring> windows) {
        boolean isClosed = windows.stream().anyMatch(one -> one.is(SyncWindow.Kind.DENY) && one.isActive(at));
        List<Recurring> opening =
                windows.stream().filter(one -> one.is(SyncWindow.Kind.ALLOW)).toList();
        return !isClosed && (opening.isEmpty() || opening.stream().anyMatch(one -> one.isActive(at)));
    }

    /// @return the windows that keep runs from beginning, in words; empty if none does
    public String closedBy(Instant at) {
        if (isOpen(at)) {
            return "";
        }
        List<String> closing = new ArrayList<>();
        windows.stream()
                .filter(one -> one.is(SyncWindow.Kind.DENY) && one.isActive(at))
                .forEach(one -> closing.add("a window denies it (" + shown(one.window()) + ")"));
        return closing.isEmpty() ? "it is outside of every window that allows it" : closing.get(0);
    }

    /// @return a clause: why no run begins, and when one may; empty if one may
    public String explain(Instant at) {
        String why = closedBy(at);
        return why.isEmpty()
                ? ""
                : why + nextChange(at).map(next -> "; it opens at " + next).orElse("");
    }

    private static String shown(SyncWindow window) {
        return window.schedule() + " for " + shown(window.duration()) + ", " + window.zone();
    }

    private static String shown(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
