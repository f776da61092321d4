package io.pilothouse.repository.kustomize.replacement;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlGate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Single values as text, and back.
final class PlainText {
    /// What is true or false to YAML 1.1 only: text in Kustomize, which follows YAML 1.2 here.
    private static final Set<String> WORDS = Set.of("y", "yes", "on", "n", "no", "off");

    private PlainText() {}

    /// @return a single value as text, nothing of a map, a list or null
    static Optional<String> of(Json value) {
        return switch (value) {
            case Json.Text text -> Optional.of(text.value());
            case Json.Num num -> Optional.of(num.value().toPlainString());
            case Json.Bool bool -> Optional.of(Boolean.toString(bool.value()));
            case Json.Null ignored -> Optional.empty();
            case Json.Obj ignored -> Optional.empty();
            case Json.Arr ignored -> Optional.empty();
        };
    }

    /// @return what the text means where it stands in YAML without quotes
    static Json resolve(String text) {
        if (text.isEmpty() || text.length() > 100 || WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            return new Json.Text(text);
        }
        List<YamlDocument> documents =
                YamlGate.parse(text.getBytes(StandardCharsets.UTF_8)).documents();
        return documents.size() == 1
                        && (documents.getFirst().content() instanceof Json.Num
                                || documents.getFirst().content() instanceof Json.Bool)
                ? documents.getFirst().content()
                : new Json.Text(text);
    }
}
