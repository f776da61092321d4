package io.pilothouse.core.explain;

import java.util.ArrayList;
import java.util.List;

/// JSON text in many lines. Only breaks and indents: what is no JSON comes out odd, and whole.
final class Indented {
    private static final String STEP = "  ";

    private final List<String> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private int depth;

    private Indented() {}

    /// @param json without spaces between its parts
    static List<String> lines(String json) {
        Indented text = new Indented();
        boolean isInText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (isInText) {
                text.line.append(c);
                if (c == '\\' && i + 1 < json.length()) {
                    text.line.append(json.charAt(++i));
                }
                isInText = c != '"';
            } else {
                isInText = c == '"';
                boolean isEmpty = i + 1 < json.length() && (json.charAt(i + 1) == '}' || json.charAt(i + 1) == ']');
                boolean wasEmpty = i > 0 && (json.charAt(i - 1) == '{' || json.charAt(i - 1) == '[');
                text.add(c, isEmpty, wasEmpty);
            }
        }
        text.end();
        return text.lines;
    }

    private void add(char c, boolean isEmpty, boolean wasEmpty) {
        switch (c) {
            case '{', '[' -> {
                line.append(c);
                if (!isEmpty) {
                    depth++;
                    end();
                }
            }
            case '}', ']' -> {
                if (!wasEmpty) {
                    depth = Math.max(0, depth - 1);
                    end();
                }
                line.append(c);
            }
            case ',' -> {
                line.append(c);
                end();
            }
            case ':' -> line.append(": ");
            default -> line.append(c);
        }
    }

    private void end() {
        if (!line.toString().isBlank()) {
            lines.add(line.toString());
        }
        line.setLength(0);
        line.append(STEP.repeat(depth));
    }
}
