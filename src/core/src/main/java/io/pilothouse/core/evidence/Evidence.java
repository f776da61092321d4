package io.pilothouse.core.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known of an object that does not work, beside its own status.
///
/// @param container the container that fails; empty if none does
/// @param warning what Kubernetes last warned of; empty if of nothing
/// @param log the last lines of the failing container, bounded as [LogTail] says; empty if there are none, or if logs
///     are not to leave the cluster
public record Evidence(Optional<FailingContainer> container, Optional<Warning> warning, List<String> log) {
    /// There is nothing to tell.
    public static final Evidence NONE = new Evidence(Optional.empty(), Optional.empty(), List.of());

    private static final int MOST_LINE = 200;

    public Evidence {
        log = LogTail.of(log);
    }

    /// @param told what was already said of the object, and is not said again
    /// @return one clause, empty if there is nothing to add
    public String clause(String told) {
        List<String> parts = new ArrayList<>();
        container.ifPresent(failing -> parts.add(of(failing, told)));
        warning.filter(event -> !told.contains(event.reason()) && !repeats(event))
                .ifPresent(event -> parts.add(event.toString()));
        lastLine().ifPresent(line -> parts.add("its log ends with: " + line));
        return String.join("; ", parts.stream().filter(part -> !part.isEmpty()).toList());
    }

    private static String of(FailingContainer failing, String told) {
        String what = told.contains(failing.evidence()) ? "" : failing.evidence() + ", ";
        String image = failing.image().isEmpty() ? "" : "image " + failing.image() + ", ";
        return what + image + "pod " + failing.pod()
                + (failing.restarts() == 0 ? "" : ", restarted " + times(failing.restarts()));
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }

    /// That a container is waited for after it failed says less than how it failed.
    private boolean repeats(Warning event) {
        return container.isPresent() && event.reason().equals("BackOff");
    }

    /// The last line that says something.
    private Optional<String> lastLine() {
        return log.reversed().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> line.length() <= MOST_LINE ? line : line.substring(0, MOST_LINE) + "…");
    }
}
