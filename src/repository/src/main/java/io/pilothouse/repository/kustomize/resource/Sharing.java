package io.pilothouse.repository.kustomize.resource;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Texts that change together. In Kustomize a label that one transformer has made in several places of an object is one
/// value there: a later overlay that changes it in `metadata.labels` changes it in selectors and templates, too. That
/// is an accident, but clusters are full of objects whose selectors, which cannot be changed, came about that way.
///
/// @param groups paths of texts that are one
public record Sharing(List<List<List<String>>> groups) {
    public static final Sharing NONE = new Sharing(List.of());

    public Sharing {
        groups = List.copyOf(groups);
    }

    /// @param paths where a text was made just now
    public Sharing with(List<List<String>> paths) {
        if (paths.size() < 2) {
            return this;
        }
        List<List<List<String>>> more = new ArrayList<>(groups);
        more.add(List.copyOf(paths));
        return new Sharing(more);
    }

    /// @param map a map whose texts were all made anew
    public Sharing without(List<String> map) {
        if (groups.isEmpty()) {
            return this;
        }
        return new Sharing(groups.stream()
                .map(group -> group.stream()
                        .filter(path -> path.size() <= map.size()
                                || !path.subList(0, map.size()).equals(map))
                        .toList())
                .filter(group -> group.size() > 1)
                .toList());
    }

    /// @param before the object before some of its texts were changed
    /// @param after the object with those changed
    /// @return the object with all changed that change together with those
    public Json.Obj changedTogether(Json.Obj before, Json.Obj after) {
        Json.Obj changed = after;
        for (List<List<String>> group : groups) {
            Optional<Json> now = Optional.empty();
            for (List<String> path : group) {
                Optional<Json> is = at(after, path);
                if (is.isPresent() && !is.equals(at(before, path))) {
                    now = is;
                }
            }
            for (List<String> path : group) {
                if (now.isPresent() && at(changed, path).isPresent()) {
                    changed = (Json.Obj) put(changed, path, now.get());
                }
            }
        }
        return changed;
    }

    private static Optional<Json> at(Json value, List<String> path) {
        Json here = value;
        for (String step : path) {
            Optional<Json> below = switch (here) {
                case Json.Obj object -> object.get(step);
                case Json.Arr list -> item(list, step);
                case Json.Text ignored -> Optional.empty();
                case Json.Num ignored -> Optional.empty();
                case Json.Bool ignored -> Optional.empty();
                case Json.Null ignored -> Optional.empty();
            };
            if (below.isEmpty()) {
                return Optional.empty();
            }
            here = below.get();
        }
        return Optional.of(here);
    }

    private static Optional<Json> item(Json.Arr list, String step) {
        boolean isNumber = !step.isEmpty() && step.length() < 9 && step.chars().allMatch(Character::isDigit);
        int number = isNumber ? Integer.parseInt(step) : -1;
        return number >= 0 && number < list.items().size()
                ? Optional.of(list.items().get(number))
                : Optional.empty();
    }

    private static Json put(Json value, List<String> path, Json leaf) {
        if (path.isEmpty()) {
            return leaf;
        }
        String step = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        if (value instanceof Json.Obj object) {
            return object.with(step, put(object.get(step).orElseThrow(), rest, leaf));
        }
        List<Json> items = new ArrayList<>(((Json.Arr) value).items());
        int number = Integer.parseInt(step);
        items.set(number, put(items.get(number), rest, leaf));
        return new Json.Arr(items);
    }
}
