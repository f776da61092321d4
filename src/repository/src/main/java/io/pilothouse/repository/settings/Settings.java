package io.pilothouse.repository.settings;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.NearestName;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A program's settings. A program asks for each key it knows, once, with the value it takes otherwise; what it never
/// asked for is unknown, and [#finish] refuses it. For one thread.
public final class Settings {
    /// What Kubernetes puts into a pod's environment for a Service that is named like the prefix.
    private static final Pattern SERVICE_LINK = Pattern.compile("(SERVICE_(HOST|PORT)(_.*)?|PORT(_[0-9]+_.*)?)");

    private static final String HIDDEN = "(hidden)";

    private final String file;
    private final String prefix;
    private final Map<String, String> environment;
    private final Map<String, Entry> entries;
    private final SortedMap<String, String> effective = new TreeMap<>();

    Settings(String file, String prefix, Map<String, String> environment, Map<String, Entry> entries) {
        this.file = file;
        this.prefix = prefix;
        this.environment = Map.copyOf(environment);
        this.entries = Map.copyOf(entries);
    }

    /// @return true if the file or the environment gives the key, or one below it: `hub` if there is `hub.address`
    public boolean has(String key) {
        return find(key).isPresent()
                || entries.keySet().stream().anyMatch(name -> name.startsWith(key + "."))
                || environment.keySet().stream().anyMatch(name -> name.startsWith(variable(key) + "_"));
    }

    /// @return the names right below a key, whose keys are then asked for: `a` and `b` of `sources` if there are
    ///     `sources.a.url` and `sources.b.url`. Only the file can add a name; the environment can override what is
    ///     below it.
    public List<String> names(String key) {
        String start = key + ".";
        return entries.keySet().stream()
                .filter(name -> name.startsWith(start) && name.indexOf('.', start.length()) > 0)
                .map(name -> name.substring(start.length(), name.indexOf('.', start.length())))
                .distinct()
                .sorted()
                .toList();
    }

    /// @return the text, which must be given
    public String text(String key) throws SettingsException {
        return optionalText(key).orElseThrow(() -> missing(key));
    }

    public String text(String key, String otherwise) throws SettingsException {
        return value(key, otherwise, otherwise, entry -> asText(key, entry), value -> value);
    }

    public Optional<String> optionalText(String key) throws SettingsException {
        return optional(key, entry -> asText(key, entry), value -> value);
    }

    /// Like [#optionalText], but its value is printed nowhere.
    public Optional<String> secret(String key) throws SettingsException {
        return optional(key, entry -> asText(key, entry), value -> HIDDEN);
    }

    /// @param least smallest value accepted
    /// @param most largest value accepted
    public int integer(String key, int otherwise, int least, int most) throws SettingsException {
        return value(
                key,
                otherwise,
                Integer.toString(otherwise),
                entry -> asInteger(key, entry, least, most),
                String::valueOf);
    }

    /// @param least smallest value accepted
    /// @param most largest value accepted
    public double number(String key, double otherwise, double least, double most) throws SettingsException {
        return value(
                key,
                otherwise,
                Double.toString(otherwise),
                entry -> asNumber(key, entry, BigDecimal.valueOf(least), BigDecimal.valueOf(most))
                        .doubleValue(),
                String::valueOf);
    }

    /// @param least shortest duration accepted
    /// @param most longest duration accepted
    public Duration duration(String key, Duration otherwise, Duration least, Duration most) throws SettingsException {
        return value(
                key,
                otherwise,
                Quantities.print(otherwise),
                entry -> {
                    Duration value = scalar(entry)
                            .flatMap(Quantities::duration)
                            .orElseThrow(
                                    () -> wrong(key, entry, "must be a duration with its unit, such as 30s, 5m or 2h"));
                    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                        throw wrong(
                                key,
                                entry,
                                "must be between " + Quantities.print(least) + " and " + Quantities.print(most));
                    }
                    return value;
                },
                Quantities::print);
    }

    /// @param least fewest bytes accepted
    /// @param most most bytes accepted
    /// @return bytes
    public long size(String key, long otherwise, long least, long most) throws SettingsException {
        return value(
                key,
                otherwise,
                otherwise + "B",
                entry -> {
                    long value = scalar(entry)
                            .flatMap(Quantities::size)
                            .orElseThrow(
                                    () -> wrong(key, entry, "must be a size with its unit, such as 64KiB or 512MiB"));
                    if (value < least || value > most) {
                        throw wrong(key, entry, "must be between " + least + "B and " + most + "B");
                    }
                    return value;
                },
                value -> value + "B");
    }

    public boolean flag(String key, boolean otherwise) throws SettingsException {
        return value(
                key,
                otherwise,
                Boolean.toString(otherwise),
                entry -> asFlag(key, entry),
                value -> Boolean.toString(value));
    }

    /// @return the path, which must be given; a relative one is relative to the settings file's folder
    public Path path(String key) throws SettingsException {
        return optionalPath(key).orElseThrow(() -> missing(key));
    }

    public Path path(String key, Path otherwise) throws SettingsException {
        return value(key, otherwise, otherwise.toString(), entry -> asPath(key, entry), Path::toString);
    }

    public Optional<Path> optionalPath(String key) throws SettingsException {
        return optional(key, entry -> asPath(key, entry), Path::toString);
    }

    /// In the environment, items are separated by commas.
    public List<String> list(String key, List<String> otherwise) throws SettingsException {
        return value(key, otherwise, otherwise.toString(), entry -> asList(key, entry), List::toString);
    }

    /// @param options what is accepted, by the word in the file
    public <T> T choice(String key, String otherwise, Map<String, T> options) throws SettingsException {
        String chosen = value(
                key,
                otherwise,
                otherwise,
                entry -> {
                    String word = scalar(entry).orElse("");
                    if (!options.containsKey(word)) {
                        throw wrong(
                                key,
                                entry,
                                "must be one of " + String.join(", ", new TreeMap<>(options).keySet()) + "."
                                        + NearestName.hint(word, options.keySet())
                                                .stripTrailing());
                    }
                    return word;
                },
                word -> word);
        T option = options.get(chosen);
        if (option == null) {
            throw new IllegalArgumentException("no option " + otherwise + " of " + key);
        }
        return option;
    }

    /// Refuses every key and variable that was never asked for. Call it after the last getter.
    public void finish() throws SettingsException {
        for (var entry : new TreeMap<>(entries).entrySet()) {
            String key = entry.getKey();
            if (!effective.containsKey(key)) {
                boolean isSection = effective.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
                String why = isSection
                        ? "\"" + key + "\" must hold keys below it, not a value."
                        : "Unknown key \"" + key + "\"." + NearestName.hint(key, effective.keySet());
                throw new SettingsException(entry.getValue().source() + ": " + why);
            }
        }
        List<String> known = effective.keySet().stream().map(this::variable).toList();
        for (String name : new TreeMap<>(environment).keySet()) {
            if (name.startsWith(prefix + "_")
                    && !known.contains(name)
                    && !SERVICE_LINK
                            .matcher(name.substring(prefix.length() + 1))
                            .matches()) {
                throw new SettingsException("The environment variable " + name + " is not a setting."
                        + NearestName.hint(name, known) + " Unset it or correct its name.");
            }
        }
    }

    /// @return each setting asked for, its value and where it comes from, a line each; secrets are hidden
    public List<String> effective() {
        return effective.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .toList();
    }

    /// @return a refusal of a value that was read, for rules between settings: `agent.yaml:3: "hub.address" must …`
    public SettingsException refuse(String key, String why) {
        return find(key)
                .map(entry -> wrong(key, entry, why))
                .orElseGet(() -> new SettingsException(file + ": \"" + key + "\" " + sentence(why)));
    }

    private interface Reader<T> {
        T read(Entry entry) throws SettingsException;
    }

    private <T> T value(String key, T otherwise, String shown, Reader<T> reader, Function<T, String> print)
            throws SettingsException {
        Optional<T> given = optional(key, reader, print);
        if (given.isEmpty()) {
            effective.put(key, shown + " (default)");
        }
        return given.orElse(otherwise);
    }

    private <T> Optional<T> optional(String key, Reader<T> reader, Function<T, String> print) throws SettingsException {
        effective.put(key, "(not set)");
        Optional<Entry> entry = find(key);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        T value = reader.read(entry.get());
        effective.put(key, print.apply(value) + " (" + entry.get().source() + ")");
        return Optional.of(value);
    }

    private Optional<Entry> find(String key) {
        String variable = variable(key);
        String value = environment.get(variable);
        return value == null
                ? Optional.ofNullable(entries.get(key))
                : Optional.of(
                        new Entry(new Json.Text(value), variable, Path.of("").toAbsolutePath(), true));
    }

    private String variable(String key) {
        String snake =
                key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_').replace('-', '_');
        return prefix + "_" + snake.toUpperCase(Locale.ROOT);
    }

    /// A required key that is missing was often only misspelt; then that is the better sentence.
    private SettingsException missing(String key) {
        for (var entry : new TreeMap<>(entries).entrySet()) {
            if (!effective.containsKey(entry.getKey())
                    && NearestName.of(entry.getKey(), List.of(key)).isPresent()) {
                return new SettingsException(entry.getValue().source() + ": Unknown key \"" + entry.getKey() + "\"."
                        + NearestName.hint(entry.getKey(), List.of(key)));
            }
        }
        return new SettingsException(
                file + ": \"" + key + "\" is missing: set it, or " + variable(key) + " in the environment.");
    }

    private static SettingsException wrong(String key, Entry entry, String why) {
        return new SettingsException(entry.source() + ": \"" + key + "\" " + sentence(why));
    }

    private static String sentence(String why) {
        return why.endsWith(".") || why.endsWith("?") ? why : why + ".";
    }

    private static Optional<String> scalar(Entry entry) {
        return switch (entry.value()) {
            case Json.Text text -> Optional.of(text.value().strip());
            case Json.Num num -> Optional.of(num.value().toPlainString());
            case Json.Bool bool -> Optional.of(Boolean.toString(bool.value()));
            case Json.Null ignored -> Optional.empty();
            case Json.Obj ignored -> Optional.empty();
            case Json.Arr ignored -> Optional.empty();
        };
    }

    private static String asText(String key, Entry entry) throws SettingsException {
        if (!(entry.value() instanceof Json.Text text)) {
            throw wrong(key, entry, "must be text: put the value in quotes");
        }
        if (text.value().isBlank()) {
            throw wrong(key, entry, "must not be empty: give it a value or remove it");
        }
        return text.value().strip();
    }

    private static int asInteger(String key, Entry entry, int least, int most) throws SettingsException {
        BigDecimal value = asNumber(key, entry, BigDecimal.valueOf(least), BigDecimal.valueOf(most));
        if (value.stripTrailingZeros().scale() > 0) {
            throw wrong(key, entry, "must be a whole number");
        }
        return value.intValueExact();
    }

    private static BigDecimal asNumber(String key, Entry entry, BigDecimal least, BigDecimal most)
            throws SettingsException {
        BigDecimal value = asNumber(entry).orElseThrow(() -> wrong(key, entry, "must be a number"));
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw wrong(key, entry, "must be between " + least.toPlainString() + " and " + most.toPlainString());
        }
        return value;
    }

    private static Optional<BigDecimal> asNumber(Entry entry) {
        if (entry.value() instanceof Json.Text text
                && entry.isFromEnvironment()
                && text.value().length() < 40) {
            try {
                return Optional.of(new BigDecimal(text.value().strip()));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        return entry.value() instanceof Json.Num num ? Optional.of(num.value()) : Optional.empty();
    }

    private static boolean asFlag(String key, Entry entry) throws SettingsException {
        return switch (scalar(entry).orElse("")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, entry, "must be true or false");
        };
    }

    private static Path asPath(String key, Entry entry) throws SettingsException {
        String text = asText(key, entry);
        try {
            return entry.folder().resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw wrong(key, entry, "must be a path");
        }
    }

    private static List<String> asList(String key, Entry entry) throws SettingsException {
        List<Json> items;
        if (entry.value() instanceof Json.Text text && entry.isFromEnvironment()) {
            items = Stream.of(text.value().split(",", -1))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .<Json>map(Json.Text::new)
                    .toList();
        } else if (entry.value() instanceof Json.Arr arr) {
            items = arr.items();
        } else {
            throw wrong(key, entry, "must be a list: one item a line, each after \"- \"");
        }
        List<String> texts = new ArrayList<>();
        for (Json item : items) {
            if (!(item instanceof Json.Text text) || text.value().isBlank()) {
                throw wrong(key, entry, "must be a list of texts: put each item in quotes");
            }
            texts.add(text.value().strip());
        }
        return List.copyOf(texts);
    }
}
