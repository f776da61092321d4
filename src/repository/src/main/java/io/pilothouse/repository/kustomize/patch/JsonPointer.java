package io.pilothouse.repository.kustomize.patch;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A path to a value, as RFC 6901 writes it. In a list a step is an index, from the end if it is negative.
///
/// @param steps names and indexes; none for the whole
record JsonPointer(List<String> steps) {
    JsonPointer {
        steps = List.copyOf(steps);
    }

    /// The path leads to nothing.
    static final class NothingThereException extends Exception {}

    static Optional<JsonPointer> parse(String written) {
        if (written.isEmpty()) {
            return Optional.of(new JsonPointer(List.of()));
        }
        if (written.charAt(0) != '/') {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>();
        for (String step : written.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return Optional.of(new JsonPointer(steps));
    }

    /// @return the value
    Json get(Json whole) throws NothingThereException {
        return find(whole).orElseThrow(NothingThereException::new);
    }

    /// @return the value, nothing where the last step leads to nothing
    Optional<Json> find(Json whole) throws NothingThereException {
        Json here = whole;
        for (int i = 0; i < steps.size(); i++) {
            Optional<Json> next = child(here, steps.get(i));
            if (next.isEmpty()) {
                if (i < steps.size() - 1 || !(here instanceof Json.Obj)) {
                    throw new NothingThereException();
                }
                return Optional.empty();
            }
            here = next.get();
        }
        return Optional.of(here);
    }

    /// @return the whole with a value more: in a list before the one that is there, in a map in its place
    Json add(Json whole, Json value) throws NothingThereException {
        return change(whole, 0, (holder, step) -> switch (holder) {
            case Json.Obj object -> object.with(step, value);
            case Json.Arr list -> {
                List<Json> items = new ArrayList<>(list.items());
                items.add(step.equals("-") ? items.size() : index(step, items.size() + 1), value);
                yield new Json.Arr(items);
            }
            case Json.Text ignored -> throw new NothingThereException();
            case Json.Num ignored -> throw new NothingThereException();
            case Json.Bool ignored -> throw new NothingThereException();
            case Json.Null ignored -> throw new NothingThereException();
        });
    }

    /// @return the whole with another value in this one's place
    Json replace(Json whole, Json value) throws NothingThereException {
        return steps.isEmpty() ? value : change(whole, 0, (holder, step) -> with(holder, step, value));
    }

    /// @return the whole without the value
    Json remove(Json whole) throws NothingThereException {
        return change(whole, 0, (holder, step) -> {
            if (child(holder, step).isEmpty()) {
                throw new NothingThereException();
            }
            if (holder instanceof Json.Arr list) {
                List<Json> items = new ArrayList<>(list.items());
                items.remove(index(step, items.size()));
                return new Json.Arr(items);
            }
            return ((Json.Obj) holder).without(step);
        });
    }

    @FunctionalInterface
    private interface Change {
        Json apply(Json holder, String step) throws NothingThereException;
    }

    private Json change(Json here, int depth, Change change) throws NothingThereException {
        if (steps.isEmpty()) {
            throw new NothingThereException();
        }
        String step = steps.get(depth);
        if (depth == steps.size() - 1) {
            return change.apply(here, step);
        }
        Json next = child(here, step).orElseThrow(NothingThereException::new);
        return with(here, step, change(next, depth + 1, change));
    }

    private static Json with(Json holder, String step, Json value) throws NothingThereException {
        if (holder instanceof Json.Obj object) {
            return object.with(step, value);
        }
        if (holder instanceof Json.Arr list) {
            List<Json> items = new ArrayList<>(list.items());
            items.set(index(step, items.size()), value);
            return new Json.Arr(items);
        }
        throw new NothingThereException();
    }

    private static Optional<Json> child(Json holder, String step) throws NothingThereException {
        if (holder instanceof Json.Obj object) {
            return object.get(step);
        }
        if (holder instanceof Json.Arr list) {
            return Optional.of(list.items().get(index(step, list.items().size())));
        }
        throw new NothingThereException();
    }

    /// @param size of the list; a negative index counts from there
    private static int index(String step, int size) throws NothingThereException {
        try {
            int index = Integer.parseInt(step);
            int fromStart = index < 0 ? index + size : index;
            if (fromStart >= 0 && fromStart < size) {
                return fromStart;
            }
        } catch (NumberFormatException e) {
            // no index: refused below
        }
        throw new NothingThereException();
    }
}
