package io.pilothouse.core.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A JSON value. Immutable and compared by content: two objects are equal whatever the order of their fields, two
/// numbers whatever their scale (`1` and `1.0`), because that is how a Kubernetes API server compares them.
public sealed interface Json {

    /// An object. Keeps the order in which fields were declared, for display only.
    record Obj(SequencedMap<String, Json> fields) implements Json {
        public static final Obj EMPTY = new Obj(new LinkedHashMap<>());

        public Obj {
            fields = Fields.of(fields);
        }

        /// @return the field's value, empty where the object has no such field
        public Optional<Json> get(String field) {
            return Optional.ofNullable(fields.get(field));
        }

        /// Walks down nested objects.
        ///
        /// @return the value at the path, empty where a step is missing or is not an object
        public Optional<Json> at(String... path) {
            Json here = this;
            for (String step : path) {
                if (!(here instanceof Obj obj) || !obj.fields.containsKey(step)) {
                    return Optional.empty();
                }
                here = obj.fields.get(step);
            }
            return Optional.of(here);
        }

        /// @return the text at the path, empty where there is none or it is not text
        public Optional<String> text(String... path) {
            return at(path).flatMap(value -> value instanceof Text text ? Optional.of(text.value()) : Optional.empty());
        }

        /// @return the whole number at the path, or `otherwise` where there is none
        public long integer(long otherwise, String... path) {
            return at(path).map(value -> value instanceof Num num ? num.value().longValue() : otherwise)
                    .orElse(otherwise);
        }

        /// @return the object at the path, or an empty one
        public Obj object(String... path) {
            return at(path).map(value -> value instanceof Obj obj ? obj : EMPTY).orElse(EMPTY);
        }

        /// @return the items at the path, or none
        public List<Json> items(String... path) {
            return at(path).map(value -> value instanceof Arr arr ? arr.items() : List.<Json>of())
                    .orElse(List.of());
        }

        /// @return this object with one field added or replaced
        public Obj with(String field, Json value) {
            SequencedMap<String, Json> changed = new LinkedHashMap<>(fields);
            changed.put(field, value);
            return new Obj(changed);
        }

        /// @return this object without one field
        public Obj without(String field) {
            SequencedMap<String, Json> changed = new LinkedHashMap<>(fields);
            changed.remove(field);
            return new Obj(changed);
        }
    }

    /// An array.
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /// A string.
    record Text(String value) implements Json {}

    /// A number, exact: never through `double`.
    record Num(BigDecimal value) implements Json {
        public static Num of(long value) {
            return new Num(BigDecimal.valueOf(value));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Num num && value.compareTo(num.value) == 0;
        }

        @Override
        public int hashCode() {
            return value.stripTrailingZeros().hashCode();
        }
    }

    /// `true` or `false`.
    record Bool(boolean value) implements Json {}

    /// An explicit `null`.
    record Null() implements Json {
        public static final Null NULL = new Null();
    }

    /// @return an object of text fields, as labels and annotations are
    static Obj ofTexts(Map<String, String> texts) {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        texts.forEach((key, value) -> fields.put(key, new Text(value)));
        return new Obj(fields);
    }

    /// @return an array of texts
    static Arr ofTexts(List<String> texts) {
        List<Json> items = new ArrayList<>();
        texts.forEach(text -> items.add(new Text(text)));
        return new Arr(items);
    }

    /// @return the value in its canonical form, see [CanonicalJson]
    default String canonical() {
        return CanonicalJson.write(this);
    }
}
