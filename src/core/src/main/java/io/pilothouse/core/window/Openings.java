package io.pilothouse.core.window;

import io.pilothouse.core.policy.SyncWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// When an application's windows let a run begin. Closing windows win; where there are opening ones, runs begin within
/// one of them only (the rules of Argo CD's sync windows). A run that has begun goes on to its end: half a commit
/// is worse than a late one.
public final class Openings {
    /// Windows without a gap between them have no change that could be found sooner.
    private static final int MOST_EDGES = 20_000;

    private final List<Recurring> windows;

    /// A window and its schedule.
    private record Recurring(SyncWindow window, CronSchedule schedule) {
        boolean isActive(Instant at) {
            return schedule.last(at, window.duration(), window.zone()).isPresent();
        }

        Optional<Instant> nextEdge(Instant after) {
            Optional<Instant> end =
                    schedule.last(after, window.duration(), window.zone()).map(from -> from.plus(window.duration()));
            return Stream.of(end, schedule.next(after, window.zone()))
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo);
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
        return isOpen(at, windows);
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

    /// @return when [#isOpen] is next another; empty if that is not within sight
    public Optional<Instant> nextChange(Instant after) {
        boolean now = isOpen(after);
        Instant at = after;
        for (int edges = 0; edges < MOST_EDGES; edges++) {
            Instant here = at;
            Optional<Instant> next =
                    windows.stream().flatMap(one -> one.nextEdge(here).stream()).min(Instant::compareTo);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = next.get();
            if (isOpen(at) != now) {
                return next;
            }
        }
        return Optional.empty();
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
        return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}
