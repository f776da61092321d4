package io.pilothouse.demo;

import io.pilothouse.demo.report.FleetTable;
import io.pilothouse.demo.report.Report;
import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// The fleet on a terminal: redrawn in place where that is possible, else a line whenever the totals change and the
/// table when the fleet has settled.
final class LiveView {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

    private final PrintStream out;
    private final List<String> footer;
    private final boolean canRedraw;
    private String last = "";
    private boolean wasSettled;

    private LiveView(PrintStream out, List<String> footer, boolean canRedraw) {
        this.out = out;
        this.footer = List.copyOf(footer);
        this.canRedraw = canRedraw;
    }

    /// @param footer what stays below the table
    static LiveView on(PrintStream out, List<String> footer) {
        boolean isTerminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        String terminal = System.getenv("TERM");
        boolean canRedraw = isTerminal && terminal != null && !terminal.equals("dumb");
        return new LiveView(out, footer, canRedraw);
    }

    void show(Report report) {
        if (canRedraw) {
            String frame = String.join("\n", FleetTable.lines(report)) + "\n\n" + String.join("\n", footer) + "\n";
            if (!frame.equals(last)) {
                out.print(HOME_AND_CLEAR + frame);
                out.flush();
                last = frame;
            }
            return;
        }
        String summary = FleetTable.summary(report);
        boolean isSettled = report.isSettled();
        if (isSettled && !wasSettled) {
            FleetTable.lines(report).forEach(out::println);
            out.println();
            footer.forEach(out::println);
        } else if (!summary.equals(last)) {
            out.println(summary);
        }
        last = summary;
        wasSettled = isSettled;
    }
}
