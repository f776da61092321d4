package io.pilothouse.repository.layout;

import io.pilothouse.core.slice.LabelSelector;
import io.pilothouse.core.slice.LabelSelector.Relation;
import io.pilothouse.core.slice.LabelSelector.Requirement;
import io.pilothouse.repository.layout.field.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads `selector`, written as Kubernetes writes one.
final class SelectorFields {
    private static final List<String> OPERATORS =
            Stream.of(Relation.values()).map(Relation::word).toList();

    private SelectorFields() {}

    /// @return the selector; empty if there is none, or none that could be used
    static Optional<LabelSelector> read(Fields from) {
        Optional<Fields> found = from.object("selector");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields selector = found.get();
        List<Requirement> requirements = new ArrayList<>();
        selector.textMap("matchLabels")
                .forEach((label, value) -> requirements.add(new Requirement(label, Relation.IN, List.of(value))));
        for (Fields expression : selector.objects("matchExpressions")) {
            requirement(expression).ifPresent(requirements::add);
            expression.finish();
        }
        selector.finish();
        return Optional.of(new LabelSelector(requirements));
    }

    private static Optional<Requirement> requirement(Fields expression) {
        Optional<String> label = expression.required("key");
        Optional<String> word = expression.choice("operator", OPERATORS);
        List<String> values = expression.texts("values");
        if (label.isEmpty() || word.isEmpty()) {
            expression.requires("operator");
            return Optional.empty();
        }
        Relation operator = Relation.of(word.get()).orElseThrow();
        boolean isTaking = operator == Relation.IN || operator == Relation.NOT_IN;
        if (isTaking == values.isEmpty()) {
            expression.wrong(
                    "values", isTaking ? "must name at least one value" : "must be left out for " + word.get());
            return Optional.empty();
        }
        return Optional.of(new Requirement(label.get(), operator, values));
    }
}
