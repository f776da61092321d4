package io.pilothouse.repository.kustomize.replacement;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A path to fields, as `replacements` writes it: `spec.containers.[name=web].image`. A step is a name, an index, `*`
/// for every item of a list, or `[field=value]` for some of them; `\.` is a dot in a name, and so is every dot between
/// square brackets, as in `metadata.annotations.[example.org/owner]`.
///
/// @param steps the parts between the dots
record FieldPath(List<String> steps) {
    FieldPath {
        steps = List.copyOf(steps);
    }

    /// The path cannot be followed.
    static final class BrokenPathException extends Exception {
        /// @param why what is wrong, as the rest of a sentence
        BrokenPathException(String why) {
            super(why);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    /// Gives a field its new value.
    @FunctionalInterface
    interface Setter {
        /// @param before its present value; nothing if it was made just now
        Json apply(Optional<Json> before) throws BrokenPathException;
    }

    static FieldPath parse(String written) {
        List<String> steps = new ArrayList<>();
        Optional<StringBuilder> bracketed = Optional.empty();
        for (String part : unescaped(written)) {
            if (bracketed.isPresent()) {
                bracketed.get().append('.').append(part);
            } else if (part.startsWith("[") && !part.endsWith("]")) {
                bracketed = Optional.of(new StringBuilder(part));
            } else {
                steps.add(part);
            }
            if (bracketed.isPresent() && part.endsWith("]")) {
                steps.add(closed(bracketed.get().toString()));
                bracketed = Optional.empty();
            }
        }
        bracketed.ifPresent(open -> steps.add(closed(open.toString())));
        return new FieldPath(steps);
    }

    private static String closed(String bracketed) {
        return bracketed.contains("=") ? bracketed : bracketed.replaceAll("^\\[+|]+$", "");
    }

    private static List<String> unescaped(String written) {
        List<String> parts = new ArrayList<>();
        for (String part : written.split("\\.", -1)) {
            if (!parts.isEmpty() && parts.getLast().endsWith("\\")) {
                String before = parts.removeLast();
                parts.add(before.substring(0, before.length() - 1) + "." + part);
            } else {
                parts.add(part);
            }
        }
        if (parts.size() > 1 && parts.getFirst().isEmpty()) {
            parts.removeFirst();
        }
        return parts;
    }

    /// @return the first value at the path
    Optional<Json> find(Json whole) throws BrokenPathException {
        Json here = whole;
        for (String step : steps) {
            if (step.isBlank()) {
                continue;
            }
            Optional<Json> next = switch (here) {
                case Json.Obj object -> object.get(step);
                case Json.Arr list -> item(list.items(), step);
                case Json.Text ignored -> Optional.empty();
                case Json.Num ignored -> Optional.empty();
                case Json.Bool ignored -> Optional.empty();
                case Json.Null ignored -> Optional.empty();
            };
            if (next.isEmpty()) {
                return Optional.empty();
            }
            here = next.get();
        }
        return Optional.of(here);
    }

    private static Optional<Json> item(List<Json> items, String step) throws BrokenPathException {
        if (isIndex(step)) {
            int index = index(step);
            return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
        }
        if (step.equals("-")) {
            return items.isEmpty() ? Optional.empty() : Optional.of(items.getLast());
        }
        Condition condition = condition(step);
        return items.stream()
                .filter(one ->
                        condition.value(one).map(condition.wanted()::equals).orElse(false))
                .findFirst();
    }

    /// Changes every value at the path.
    ///
    /// @param creates what is missing is made
    /// @return the changed whole, nothing if there is no such value
    Optional<Json> change(Json whole, boolean creates, Setter setter) throws BrokenPathException {
        return change(whole, 0, creates, setter);
    }

    private Optional<Json> change(Json here, int depth, boolean creates, Setter setter) throws BrokenPathException {
        if (depth == steps.size()) {
            return Optional.of(setter.apply(Optional.of(here)));
        }
        String step = steps.get(depth);
        if (isIndex(step) || step.equals("*") || isCondition(step)) {
            return here instanceof Json.Arr list
                    ? items(list.items(), depth, creates, setter)
                    : nothing("has a step into a list where the object has none");
        }
        if (!(here instanceof Json.Obj object)) {
            return here instanceof Json.Null ? Optional.empty() : nothing("has a name where the object has no map");
        }
        Optional<Json> value = object.get(step);
        if (creates && (value.isEmpty() || (value.get() instanceof Json.Null && depth + 1 < steps.size()))) {
            return made(depth + 1, setter).map(one -> object.with(step, one));
        }
        return value.isEmpty()
                ? Optional.empty()
                : change(value.get(), depth + 1, creates, setter).map(one -> object.with(step, one));
    }

    /// @return a value that was not there, with what is below it
    private Optional<Json> made(int depth, Setter setter) throws BrokenPathException {
        if (depth == steps.size()) {
            return Optional.of(setter.apply(Optional.empty()));
        }
        String step = steps.get(depth);
        boolean isList = isIndex(step) || step.equals("*") || isCondition(step);
        return change(isList ? new Json.Arr(List.of()) : Json.Obj.EMPTY, depth, true, setter);
    }

    private Optional<Json> items(List<Json> items, int depth, boolean creates, Setter setter)
            throws BrokenPathException {
        String step = steps.get(depth);
        List<Json> changed = new ArrayList<>(items);
        if (isIndex(step)) {
            int index = index(step);
            if (index == items.size() && creates) {
                Optional<Json> one = made(depth + 1, setter);
                one.ifPresent(changed::add);
                return one.map(ignored -> new Json.Arr(changed));
            }
            if (index >= items.size()) {
                return nothing("has an index beyond the end of a list");
            }
            return change(items.get(index), depth + 1, creates, setter).map(one -> {
                changed.set(index, one);
                return new Json.Arr(changed);
            });
        }
        boolean isFound = false;
        for (int i = 0; i < items.size(); i++) {
            if (step.equals("*") || condition(step).isFoundIn(items.get(i))) {
                Optional<Json> one = change(items.get(i), depth + 1, creates, setter);
                if (one.isPresent()) {
                    changed.set(i, one.get());
                    isFound = true;
                }
            }
        }
        if (!isFound && creates && isCondition(step)) {
            Optional<Json> one = change(condition(step).made(), depth + 1, true, setter);
            one.ifPresent(changed::add);
            isFound = one.isPresent();
        }
        return isFound ? Optional.of(new Json.Arr(changed)) : Optional.empty();
    }

    private static Optional<Json> nothing(String why) throws BrokenPathException {
        throw new BrokenPathException(why);
    }

    private static boolean isIndex(String step) {
        return !step.isEmpty() && step.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int index(String step) throws BrokenPathException {
        if (step.length() > 6) {
            throw new BrokenPathException("has an index beyond the end of a list");
        }
        return Integer.parseInt(step);
    }

    private static boolean isCondition(String step) {
        return step.startsWith("[") && step.endsWith("]");
    }

    private static Condition condition(String step) throws BrokenPathException {
        int equals = step.indexOf('=');
        if (!isCondition(step) || equals < 0) {
            throw new BrokenPathException(
                    "has a name where the object has a list: write an index, *, or [field=value]");
        }
        return new Condition(step.substring(1, equals), step.substring(equals + 1, step.length() - 1));
    }

    /// Which items of a list.
    ///
    /// @param field of the item, empty for the item itself
    /// @param wanted its value; a regular expression where values are changed, as in the reference
    private record Condition(String field, String wanted) {
        Optional<String> value(Json item) {
            if (field.isEmpty()) {
                return PlainText.of(item);
            }
            return item instanceof Json.Obj object ? object.get(field).flatMap(PlainText::of) : Optional.empty();
        }

        boolean isFoundIn(Json item) throws BrokenPathException {
            try {
                Pattern pattern = Pattern.compile(wanted);
                return value(item).map(text -> pattern.matcher(text).find()).orElse(false);
            } catch (PatternSyntaxException e) {
                throw new BrokenPathException("has a condition that is no regular expression");
            }
        }

        Json made() {
            Json value = PlainText.resolve(wanted);
            return field.isEmpty() ? value : Json.Obj.EMPTY.with(field, value);
        }
    }
}
