package io.pilothouse.repository.kustomize.file;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.repository.source.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields of one object in a kustomization file. Who reads it asks for each field that is known; [#finish] refuses
/// the others. Errors are collected, so that one look is enough to mend a file. A field that is `null` is absent.
public final class Entries {
    private final Json.Obj object;
    private final Place place;
    private final List<InputError> errors;
    private final Set<String> known = new LinkedHashSet<>();

    /// @param errors where errors are added
    public Entries(Json.Obj object, Place place, List<InputError> errors) {
        this.object = object;
        this.place = place;
        this.errors = errors;
    }

    public Place place() {
        return place;
    }

    public Json.Obj object() {
        return object;
    }

    /// @return the field's value, which the caller understands whole
    public Optional<Json> value(String field) {
        known.add(field);
        return object.get(field).filter(value -> !(value instanceof Json.Null));
    }

    /// @return the field's text, empty where there is none
    public String text(String field) {
        return value(field)
                .map(value -> {
                    if (value instanceof Json.Text text) {
                        return text.value();
                    }
                    malformed(field, "must be text: put it in quotes if it looks like a number, a date or a boolean");
                    return "";
                })
                .orElse("");
    }

    public boolean flag(String field) {
        return value(field)
                .map(value -> {
                    if (value instanceof Json.Bool bool) {
                        return bool.value();
                    }
                    malformed(field, "must be true or false");
                    return false;
                })
                .orElse(false);
    }

    /// @return the texts of a list, each with its place
    public List<Written> texts(String field) {
        List<Written> texts = new ArrayList<>();
        for (Item item : items(field, "a list of texts, such as [a, b]")) {
            if (item.value() instanceof Json.Text text) {
                texts.add(new Written(text.value(), item.place()));
            } else {
                malformed(field, "must be a list of texts, such as [a, b]");
            }
        }
        return texts;
    }

    /// @return the objects of a list
    public List<Entries> objects(String field) {
        List<Entries> objects = new ArrayList<>();
        for (Item item : items(field, "a list of objects")) {
            if (item.value() instanceof Json.Obj one) {
                objects.add(new Entries(one, item.place(), errors));
            } else {
                malformed(field, "must be a list of objects");
            }
        }
        return objects;
    }

    /// @return the object below the field
    public Optional<Entries> object(String field) {
        return value(field).flatMap(value -> {
            if (value instanceof Json.Obj one) {
                return Optional.of(new Entries(one, place.in(List.of(field)), errors));
            }
            malformed(field, "must hold fields below it");
            return Optional.empty();
        });
    }

    /// @return the texts of a map, by key
    public Map<String, String> textMap(String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(field)
                .ifPresent(entries -> entries.object.fields().forEach((key, value) -> {
                    if (value instanceof Json.Text text) {
                        texts.put(key, text.value());
                    } else {
                        entries.malformed(key, "must be text: put it in quotes if it looks like a number or a boolean");
                    }
                }));
        return texts;
    }

    /// Refuses a field that Kustomize has and this does not do.
    ///
    /// @param why what to do instead
    public void unsupported(String field, String why) {
        if (value(field).isPresent()) {
            refuse("PH-170", field, why);
        }
    }

    /// Refuses what a field holds.
    public void malformed(String field, String why) {
        refuse("PH-171", field, why);
    }

    /// Refuses a field, or that there is none.
    public void refuse(String code, String field, String why) {
        errors.add(new InputError(code, place.origin(field), "\"" + shown(field) + "\" " + why + "."));
    }

    /// Refuses every field that was never asked for.
    public void finish() {
        for (String field : object.fields().keySet()) {
            if (!known.contains(field)) {
                errors.add(new InputError(
                        "PH-170",
                        place.origin(field),
                        "Kustomize has no field \"" + shown(field) + "\" here." + NearestName.hint(field, known)));
            }
        }
    }

    /// @return the errors so far, of this file
    List<InputError> errors() {
        return errors;
    }

    private record Item(Json value, Place place) {}

    private List<Item> items(String field, String what) {
        List<Item> items = new ArrayList<>();
        value(field).ifPresent(value -> {
            if (value instanceof Json.Arr list) {
                for (Json item : list.items()) {
                    items.add(new Item(item, place.in(List.of(field, Integer.toString(items.size())))));
                }
            } else {
                malformed(field, "must be " + what);
            }
        });
        return items;
    }

    /// A mistyped key is shown, but not if it is so odd that it may be something else than a key.
    private String shown(String field) {
        boolean isPlain = field.length() <= 100 && field.chars().allMatch(c -> c > ' ' && c < 0x7F);
        List<String> path = new ArrayList<>(place.at());
        path.add(isPlain ? field : "…");
        return String.join(".", path);
    }
}
