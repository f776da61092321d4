package io.pilothouse.repository.tool.show;

import io.pilothouse.core.json.Json;
import java.util.Iterator;
import java.util.Map;

/// Writes JSON to be read by people too: two spaces a level, fields in their order, something empty in one line.
public final class PrettyJson {
    private PrettyJson() {}

    /// @return the value as text, without a line end after it
    public static String write(Json value) {
        StringBuilder out = new StringBuilder();
        write(value, 0, out);
        return out.toString();
    }

    private static void write(Json value, int level, StringBuilder out) {
        switch (value) {
            case Json.Obj obj
            when !obj.fields().isEmpty() -> {
                out.append('{');
                for (Iterator<Map.Entry<String, Json>> fields =
                                obj.fields().entrySet().iterator();
                        fields.hasNext(); ) {
                    Map.Entry<String, Json> field = fields.next();
                    line(level + 1, out);
                    out.append(new Json.Text(field.getKey()).canonical()).append(": ");
                    write(field.getValue(), level + 1, out);
                    out.append(fields.hasNext() ? "," : "");
                }
                line(level, out);
                out.append('}');
            }
            case Json.Arr arr
            when !arr.items().isEmpty() -> {
                out.append('[');
                for (Iterator<Json> items = arr.items().iterator(); items.hasNext(); ) {
                    line(level + 1, out);
                    write(items.next(), level + 1, out);
                    out.append(items.hasNext() ? "," : "");
                }
                line(level, out);
                out.append(']');
            }
            case Json.Obj obj -> out.append(obj.canonical());
            case Json.Arr arr -> out.append(arr.canonical());
            case Json.Text text -> out.append(text.canonical());
            case Json.Num num -> out.append(num.canonical());
            case Json.Bool bool -> out.append(bool.canonical());
            case Json.Null none -> out.append(none.canonical());
        }
    }

    private static void line(int level, StringBuilder out) {
        out.append('\n').repeat("  ", level);
    }
}
