package io.pilothouse.core.explain;

import io.pilothouse.core.explain.ObjectReport.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// How an object is, as lines for people: what keeps it from working first, the object itself last, because it is long.
public final class ObjectText {
    private static final String MORE = "    ";

    private ObjectText() {}

    /// @return the lines, without line ends
    public static List<String> of(ObjectReport report) {
        List<String> lines = new ArrayList<>();
        report.notes().forEach(lines::add);
        report.log().ifPresent(log -> {
            head(
                    lines,
                    "Last lines of container " + log.container() + " of Pod " + log.pod() + " (" + log.state()
                            + (log.isPrevious() ? ", before its last restart" : "") + ")");
            log.lines().forEach(line -> lines.add(MORE + line));
        });
        if (!report.events().isEmpty()) {
            head(lines, "Events, newest first");
            report.events().forEach(event -> lines.add(MORE + words(event)));
        }
        report.planned().ifPresent(planned -> {
            head(lines, "A sync now: " + PlanText.word(planned.fate()));
            if (!planned.reason().isEmpty()) {
                lines.add(MORE + (planned.code() + " " + planned.reason()).strip());
            }
            planned.changes()
                    .forEach(change -> lines.add(MORE + change.path() + ": " + PlanText.shown(change.before()) + " -> "
                            + PlanText.shown(change.after())));
            if (planned.moreChanges() > 0) {
                lines.add(MORE + "and " + planned.moreChanges() + " more fields");
            }
        });
        if (!report.live().isEmpty()) {
            head(lines, "In the cluster");
            Indented.lines(report.live()).forEach(line -> lines.add(MORE + line));
        }
        return lines;
    }

    private static void head(List<String> lines, String text) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(text);
    }

    private static String words(Event event) {
        String at = event.at()
                .map(time -> time.truncatedTo(ChronoUnit.SECONDS))
                .map(Instant::toString)
                .orElse("at some time");
        return at + (event.isWarning() ? "  Warning " : "  ") + event.reason()
                + (event.count() > 1 ? ", " + event.count() + " times" : "") + ", " + event.about() + ": "
                + event.message();
    }
}
