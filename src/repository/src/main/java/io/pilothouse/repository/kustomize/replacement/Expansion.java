package io.pilothouse.repository.kustomize.replacement;

import io.pilothouse.core.json.Json;
import java.util.Map;
import java.util.Optional;

/// Puts values in place of `$(NAME)` in a text. `$$` is a dollar sign; what has no value, or one that is a map or a
/// list, stays as it is. A text that is nothing but one variable takes its value's type.
///
/// @param values by name
record Expansion(Map<String, Json> values) {
    Expansion {
        values = Map.copyOf(values);
    }

    Json expand(String text) {
        StringBuilder expanded = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            int dollar = text.indexOf('$', position);
            if (dollar < 0 || dollar == text.length() - 1) {
                break;
            }
            expanded.append(text, position, dollar);
            int end = text.charAt(dollar + 1) == '(' ? text.indexOf(')', dollar) : -1;
            if (end < 0) {
                // an escaped dollar sign, or no variable
                expanded.append(text, text.charAt(dollar + 1) == '$' ? dollar + 1 : dollar, dollar + 2);
                position = dollar + 2;
                continue;
            }
            String name = text.substring(dollar + 2, end);
            Optional<Json> value = Optional.ofNullable(values.get(name));
            Optional<String> plain = value.flatMap(PlainText::of);
            if (plain.isPresent() && dollar == 0 && end == text.length() - 1) {
                return value.get();
            }
            expanded.append(plain.orElse("$(" + name + ")"));
            position = end + 1;
        }
        return new Json.Text(expanded.append(text.substring(position)).toString());
    }
}
