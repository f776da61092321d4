package io.pilothouse.repository.helm;

import io.pilothouse.core.json.Json;

/// Values as Helm reads them from a file: JSON, so that no word is taken for something else, and with everything
/// escaped that a YAML parser, which is what Helm has, would refuse or take for the end of a line.
final class ValuesText {
    private ValuesText() {}

    static String of(Json.Obj values) {
        String json = values.canonical();
        StringBuilder text = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean isSpecial =
                    (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
            if (isSpecial) {
                // outside of strings there is nothing but ASCII
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('\n').toString();
    }
}
