package io.pilothouse.bench.frame;

import java.util.List;

/// Lines of cells as a table, each column as wide as it must be.
final class Columns {
    private static final int BETWEEN = 2;

    private Columns() {}

    /// A line of one cell is a heading, and a cell beside an empty one may run over its column: neither makes the
    /// column wider.
    ///
    /// @param lines the first is the longest
    static String of(List<List<String>> lines) {
        int[] widths = new int[lines.getFirst().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < line.size() - 1; i++) {
                boolean runsOver = line.get(i + 1).isEmpty();
                widths[i] = Math.max(widths[i], runsOver ? 0 : line.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            int end = 0;
            for (int i = 0; i < line.size(); i++) {
                if (!line.get(i).isEmpty()) {
                    text.append(" ".repeat(Math.max(end - text.length(), text.isEmpty() || i == 0 ? 0 : BETWEEN)))
                            .append(line.get(i));
                }
                end += widths[i] + BETWEEN;
            }
            out.append(text).append('\n');
        }
        return out.toString();
    }
}
