package io.pilothouse.core.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The last lines of a log: at most [#MOST_LINES], at most [#MOST_BYTES] in all, and nothing in them that a terminal
/// obeys. A log is whatever a workload writes; nothing is left out of it because it looks like a secret, since that
/// would promise what nobody can keep. Who does not want logs to leave the cluster switches them off.
public final class LogTail {
    /// More lines than these are cut off at the beginning.
    public static final int MOST_LINES = 20;
    /// More bytes than these likewise.
    public static final int MOST_BYTES = 2_048;

    private LogTail() {}

    /// @param lines oldest first
    /// @return the newest of them, oldest first
    public static List<String> of(List<String> lines) {
        List<String> tail = new ArrayList<>();
        int left = MOST_BYTES;
        for (int i = lines.size() - 1; i >= 0 && tail.size() < MOST_LINES && left > 0; i--) {
            String line = cut(plain(lines.get(i)), left);
            left -= bytes(line) + 1;
            tail.add(line);
        }
        Collections.reverse(tail);
        return List.copyOf(tail);
    }

    /// Colours and the like go; tabs become spaces.
    private static String plain(String line) {
        return line.replaceAll("\u001B\\[[0-9;?]*[ -/]*[@-~]", "")
                .replace('\t', ' ')
                .replaceAll("\\p{Cntrl}", "")
                .stripTrailing();
    }

    private static String cut(String line, int most) {
        int at = 0;
        int taken = 0;
        while (at < line.length()) {
            int next = line.offsetByCodePoints(at, 1);
            taken += bytes(line.substring(at, next));
            if (taken > most) {
                return line.substring(0, at);
            }
            at = next;
        }
        return line;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
