package io.pilothouse.repository.yaml;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.yaml.OddWord.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Finds unquoted words that YAML 1.1 and YAML 1.2 read differently. They mean what [YamlGate] makes of them; this is
/// for those who read the file with other eyes.
public final class OddWords {
    private static final Set<String> CLEAR = Set.of("true", "True", "TRUE", "false", "False", "FALSE");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]+");
    private static final Pattern GROUPED = Pattern.compile("[-+]?[0-9][0-9_]*_[0-9_.]*");
    private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");

    private OddWords() {}

    /// @return the words, in their order, up to the first mistake in the file
    public static List<OddWord> in(byte[] bytes) {
        List<OddWord> found = new ArrayList<>();
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setUseMarks(true)
                    .setCodePointLimit(Integer.MAX_VALUE)
                    .build();
            ParserImpl events = new ParserImpl(settings, new StreamReader(settings, Characters.decode(bytes)));
            while (events.hasNext()) {
                Event event = events.next();
                if (event instanceof ScalarEvent scalar
                        && scalar.isPlain()
                        && scalar.getTag().isEmpty()) {
                    meaning(scalar.getValue()).ifPresent(word -> found.add(new OddWord(Composer.line(event), word)));
                }
            }
        } catch (RefusedYamlException
                | YamlEngineException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | StackOverflowError e) {
            // the gate says what is wrong with the file
            return found;
        }
        return found;
    }

    private static Optional<Meaning> meaning(String word) {
        if (word.isEmpty() || CLEAR.contains(word)) {
            return Optional.empty();
        }
        if (OCTAL.matcher(word).matches()) {
            return Optional.of(Meaning.OCTAL);
        }
        if (SEXAGESIMAL.matcher(word).matches()) {
            return Optional.of(Meaning.SEXAGESIMAL);
        }
        return Scalars.resolve(word, Dialect.KUBERNETES).flatMap(value -> switch (value) {
            case Json.Bool bool -> Optional.of(bool.value() ? Meaning.TRUE : Meaning.FALSE);
            case Json.Num ignored -> GROUPED.matcher(word).matches() ? Optional.of(Meaning.GROUPED) : Optional.empty();
            case Json.Text ignored -> Optional.empty();
            case Json.Null ignored -> Optional.empty();
            case Json.Obj ignored -> Optional.empty();
            case Json.Arr ignored -> Optional.empty();
        });
    }
}
