package io.pilothouse.repository.layout.field;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.yaml.YamlDocument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The fields of one object in a layout file. The reader asks for each field it knows; [#finish] refuses the others.
/// All
/// errors are collected, so that one look is enough to mend a file.
public final class Fields {
    private final String file;
    private final YamlDocument document;
    private final Json.Obj object;
    private final List<String> path;
    private final List<InputError> errors;
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> notYet = new LinkedHashSet<>();

    public Fields(String file, YamlDocument document, Json.Obj object, List<String> path, List<InputError> errors) {
        this.file = file;
        this.document = document;
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    public Optional<String> text(String field) {
        return get(field).flatMap(value -> {
            if (value instanceof Json.Text text && !text.value().isBlank()) {
                return Optional.of(text.value());
            }
            wrong(field, "must be text; put the value in quotes if it looks like a number or a boolean");
            return Optional.empty();
        });
    }

    /// @return the field's text; says that it is missing where there is none
    public Optional<String> required(String field) {
        Optional<String> text = text(field);
        if (text.isEmpty()) {
            requires(field);
        }
        return text;
    }

    /// Says that a field is missing, unless it is there.
    public void requires(String field) {
        if (get(field).isEmpty()) {
            error("PH-122", field, "is missing");
        }
    }

    /// @return true if there is something
    public boolean has(String field) {
        return get(field).isPresent();
    }

    /// @return where the field stands
    public Origin origin(String field) {
        return document.origin(file, append(field).toArray(String[]::new));
    }

    /// @return where these fields stand, as a place that renderers understand
    public Place place() {
        return new Place(file, document, path);
    }

    /// @return the field's value as it was written; says so where it is no object
    public Optional<Json.Obj> content(String field) {
        return get(field).flatMap(value -> {
            if (value instanceof Json.Obj obj) {
                return Optional.of(obj);
            }
            wrong(field, "must hold fields below it");
            return Optional.empty();
        });
    }

    public Optional<String> choice(String field, List<String> options) {
        return text(field).filter(value -> {
            boolean isOption = options.contains(value);
            if (!isOption) {
                wrong(field, "must be one of " + String.join(", ", options) + "." + NearestName.hint(value, options));
            }
            return isOption;
        });
    }

    public Optional<Boolean> flag(String field) {
        return get(field).flatMap(value -> {
            if (value instanceof Json.Bool bool) {
                return Optional.of(bool.value());
            }
            wrong(field, "must be true or false");
            return Optional.empty();
        });
    }

    public Optional<BigDecimal> number(String field, BigDecimal least, BigDecimal most) {
        return get(field).flatMap(value -> {
            if (value instanceof Json.Num num
                    && num.value().compareTo(least) >= 0
                    && num.value().compareTo(most) <= 0) {
                return Optional.of(num.value());
            }
            wrong(field, "must be a number between " + least + " and " + most);
            return Optional.empty();
        });
    }

    public List<String> texts(String field) {
        return get(field)
                .map(value -> {
                    List<String> texts = new ArrayList<>();
                    if (value instanceof Json.Arr arr) {
                        for (Json item : arr.items()) {
                            if (item instanceof Json.Text text && !text.value().isBlank()) {
                                texts.add(text.value());
                            }
                        }
                        if (texts.size() == arr.items().size()) {
                            return texts;
                        }
                    }
                    wrong(field, "must be a list of texts, such as [a, b]");
                    return List.<String>of();
                })
                .orElse(List.of());
    }

    public Map<String, String> textMap(String field) {
        return get(field)
                .map(value -> {
                    Map<String, String> texts = new LinkedHashMap<>();
                    if (value instanceof Json.Obj obj) {
                        for (var entry : obj.fields().entrySet()) {
                            if (entry.getValue() instanceof Json.Text text) {
                                texts.put(entry.getKey(), text.value());
                            } else {
                                wrong(field, entry.getKey(), "must be text: put the value in quotes");
                            }
                        }
                    } else {
                        wrong(field, "must be a map of texts");
                    }
                    return texts;
                })
                .orElse(Map.of());
    }

    public Optional<Fields> object(String field) {
        return get(field).flatMap(value -> {
            if (value instanceof Json.Obj obj) {
                return Optional.of(new Fields(file, document, obj, append(field), errors));
            }
            wrong(field, "must hold fields below it");
            return Optional.empty();
        });
    }

    public List<Fields> objects(String field) {
        return get(field)
                .map(value -> {
                    List<Fields> found = new ArrayList<>();
                    if (value instanceof Json.Arr arr) {
                        for (Json item : arr.items()) {
                            if (item instanceof Json.Obj obj) {
                                List<String> here = append(field);
                                here.add(Integer.toString(found.size()));
                                found.add(new Fields(file, document, obj, here, errors));
                            }
                        }
                        if (found.size() == arr.items().size()) {
                            return found;
                        }
                    }
                    wrong(field, "must be a list of objects");
                    return List.<Fields>of();
                })
                .orElse(List.of());
    }

    /// Refuses fields that the design has and this version does not do.
    public void notYet(String... fields) {
        for (String field : fields) {
            known.add(field);
            notYet.add(field);
            if (object.fields().containsKey(field)) {
                error("PH-123", field, "is not supported by this version of Pilothouse: remove it");
            }
        }
    }

    /// Refuses every field that was never asked for.
    public void finish() {
        for (String field : object.fields().keySet()) {
            if (!known.contains(field)) {
                List<String> here = append(field);
                errors.add(new InputError(
                        "PH-121",
                        document.origin(file, here.toArray(String[]::new)),
                        "Unknown field \"" + printable(here) + "\"." + hint(field)));
            }
        }
    }

    public void wrong(String field, String why) {
        error("PH-122", field, why);
    }

    public void wrong(String field, String key, String why) {
        List<String> here = append(field);
        here.add(key);
        errors.add(new InputError(
                "PH-122",
                document.origin(file, here.toArray(String[]::new)),
                "\"" + printable(here) + "\" " + why + "."));
    }

    public void error(String code, String field, String why) {
        List<String> here = append(field);
        String sentence = why.endsWith("?") || why.endsWith(".") ? why : why + ".";
        errors.add(new InputError(
                code, document.origin(file, here.toArray(String[]::new)), "\"" + printable(here) + "\" " + sentence));
    }

    /// The field that was probably meant; where none is like it, those that there are.
    private String hint(String field) {
        String nearest = NearestName.hint(field, known);
        String all =
                known.stream().filter(name -> !notYet.contains(name)).sorted().collect(Collectors.joining(", "));
        return nearest.isEmpty() ? " There are " + all + "." : nearest;
    }

    private Optional<Json> get(String field) {
        known.add(field);
        return object.get(field).filter(value -> !(value instanceof Json.Null));
    }

    private List<String> append(String field) {
        List<String> here = new ArrayList<>(path);
        here.add(field);
        return here;
    }

    /// A mistyped key is shown, but not if it is so odd that it may be something else than a key.
    private static String printable(List<String> path) {
        String joined = String.join(".", path);
        boolean isPlain = joined.length() <= 200 && joined.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        return isPlain ? joined : path.getFirst() + ".…";
    }
}
