package io.pilothouse.repository.yaml;

import io.pilothouse.core.json.Json;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes YAML as `kubectl` does: maps and lists in block style, lists not indented, text over several lines as a
/// block. Careful rather than pretty: a text is written without quotes only if every reader of YAML takes it for text,
/// so that reading gives what was written.
public final class YamlText {
    /// What no version of YAML takes for anything but text, as long as it is no word such as `yes`.
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z/][A-Za-z0-9_./@%+=-]*(?:[ :,]?[A-Za-z0-9_./@%+=$()-]+)*");

    private static final int LONGEST_PLAIN_KEY = 500;

    private YamlText() {}

    /// @return the value as a YAML document, which ends with a line end
    public static String write(Json value) {
        StringBuilder out = new StringBuilder();
        switch (value) {
            case Json.Obj obj when !obj.fields().isEmpty() -> fields(obj, 0, true, out);
            case Json.Arr arr when !arr.items().isEmpty() -> items(arr, 0, true, out);
            case Json.Text text -> out.append(quoted(text.value())).append('\n');
            case Json.Obj ignored -> out.append("{}\n");
            case Json.Arr ignored -> out.append("[]\n");
            case Json.Num num -> out.append(num.canonical()).append('\n');
            case Json.Bool bool -> out.append(bool.canonical()).append('\n');
            case Json.Null none -> out.append(none.canonical()).append('\n');
        }
        return out.toString();
    }

    /// @param isAtStart the first field goes on where the line is
    private static void fields(Json.Obj obj, int indent, boolean isAtStart, StringBuilder out) {
        boolean isInline = isAtStart;
        for (Map.Entry<String, Json> field : obj.fields().entrySet()) {
            if (!isInline) {
                out.repeat(' ', indent);
            }
            isInline = false;
            String key = scalar(field.getKey());
            // longer keys, and only those, need the mark
            out.append(key.length() > LONGEST_PLAIN_KEY ? "? " + key + "\n" + " ".repeat(indent) : key)
                    .append(':');
            value(field.getValue(), indent, false, out);
        }
    }

    private static void items(Json.Arr arr, int indent, boolean isAtStart, StringBuilder out) {
        boolean isInline = isAtStart;
        for (Json item : arr.items()) {
            if (!isInline) {
                out.repeat(' ', indent);
            }
            isInline = false;
            out.append('-');
            value(item, indent, true, out);
        }
    }

    /// @param isItem the value follows a dash, else a key and a colon
    private static void value(Json value, int indent, boolean isItem, StringBuilder out) {
        switch (value) {
            case Json.Obj obj
            when !obj.fields().isEmpty() -> {
                out.append(isItem ? " " : "\n");
                fields(obj, indent + 2, isItem, out);
            }
            case Json.Arr arr
            when !arr.items().isEmpty() -> {
                out.append(isItem ? " " : "\n");
                items(arr, isItem ? indent + 2 : indent, isItem, out);
            }
            case Json.Text text when isBlock(text.value()) -> block(text.value(), indent + 2, out);
            case Json.Text text -> out.append(' ').append(scalar(text.value())).append('\n');
            case Json.Obj ignored -> out.append(" {}\n");
            case Json.Arr ignored -> out.append(" []\n");
            case Json.Num num -> out.append(' ').append(num.canonical()).append('\n');
            case Json.Bool bool -> out.append(' ').append(bool.canonical()).append('\n');
            case Json.Null none -> out.append(' ').append(none.canonical()).append('\n');
        }
    }

    /// A block whose first line is empty or indented would need more marks than it is worth.
    private static boolean isBlock(String text) {
        return text.indexOf('\n') > 0
                && text.charAt(0) != ' '
                && text.charAt(0) != '\t'
                && text.chars().allMatch(c -> c == '\n' || c == '\t' || isPrintable(c));
    }

    private static void block(String text, int indent, StringBuilder out) {
        boolean isEnded = text.endsWith("\n");
        out.append(isEnded ? (text.endsWith("\n\n") ? " |+\n" : " |\n") : " |-\n");
        String lines = isEnded ? text.substring(0, text.length() - 1) : text;
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) {
                out.repeat(' ', indent).append(line);
            }
            out.append('\n');
        }
    }

    private static String scalar(String text) {
        boolean isPlain = text.length() <= 4_000
                && PLAIN.matcher(text).matches()
                && Scalars.resolve(text, Dialect.KUBERNETES)
                        .filter(Json.Text.class::isInstance)
                        .isPresent();
        return isPlain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (isPrintable(c)) {
                        out.append(c);
                    } else {
                        out.append("\\u%04x".formatted((int) c));
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    private static boolean isPrintable(int c) {
        return (c >= 0x20 && c < 0x7F)
                || (c >= 0xA0 && c != 0x2028 && c != 0x2029 && c != 0xFEFF && c != 0xFFFE && c != 0xFFFF);
    }
}
