package io.pilothouse.core.annotation;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The annotations of one object while they are read, and what was wrong with them. Belongs to one thread.
final class Given {
    private final Json.Obj annotations;
    private final List<WishProblem> problems = new ArrayList<>();

    Given(Json.Obj annotations) {
        this.annotations = annotations;
    }

    List<WishProblem> problems() {
        return List.copyOf(problems);
    }

    Optional<String> text(String name) {
        return annotations.text(name).map(String::strip);
    }

    /// @return the parts of a list with commas; none where there is no such annotation
    List<String> list(String name) {
        return text(name).stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    Optional<Integer> number(String name) {
        return text(name).flatMap(text -> {
            try {
                return Optional.of(Integer.parseInt(text));
            } catch (NumberFormatException e) {
                problem(name, "must be a whole number in quotes, such as \"5\"");
                return Optional.empty();
            }
        });
    }

    /// @return what the value stands for; empty where there is no such annotation, or its value is none of these
    <T> Optional<T> choice(String name, Map<String, T> meanings) {
        return text(name).flatMap(value -> {
            Optional<T> meaning = Optional.ofNullable(meanings.get(value));
            if (meaning.isEmpty()) {
                unknown(name, value, meanings.keySet().stream().sorted().toList());
            }
            return meaning;
        });
    }

    void unknown(String name, String value, List<String> known) {
        problem(
                name,
                "cannot be \"" + shortened(value) + "\"; it may be " + String.join(", ", known) + "."
                        + NearestName.hint(value, known));
    }

    void problem(String name, String message) {
        problems.add(new WishProblem(name, message));
    }

    private static String shortened(String value) {
        String printable = value.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "…";
    }
}
