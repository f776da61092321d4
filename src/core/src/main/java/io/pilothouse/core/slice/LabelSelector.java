package io.pilothouse.core.slice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Selects clusters by their labels, as Kubernetes selects objects: every requirement must hold, and no requirement at
/// all selects everything.
///
/// @param requirements in the order in which they were written
public record LabelSelector(List<Requirement> requirements) {
    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /// One requirement.
    ///
    /// @param label the label's name
    /// @param values none for [Relation#EXISTS] and [Relation#DOES_NOT_EXIST], at least one for the others
    public record Requirement(String label, Relation operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }
    }

    /// How a label is compared. A label that is missing is not in any list.
    public enum Relation {
        IN("In"),
        NOT_IN("NotIn"),
        EXISTS("Exists"),
        DOES_NOT_EXIST("DoesNotExist");

        private final String word;

        Relation(String word) {
            this.word = word;
        }

        /// @return as Kubernetes writes it
        public String word() {
            return word;
        }

        /// @return the operator that Kubernetes writes so
        public static Optional<Relation> of(String word) {
            return Stream.of(values())
                    .filter(operator -> operator.word.equals(word))
                    .findFirst();
        }
    }

    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> holds(requirement, labels));
    }

    private static boolean holds(Requirement requirement, Map<String, String> labels) {
        boolean isThere = labels.containsKey(requirement.label());
        return switch (requirement.operator()) {
            case IN -> isThere && requirement.values().contains(labels.get(requirement.label()));
            case NOT_IN -> !isThere || !requirement.values().contains(labels.get(requirement.label()));
            case EXISTS -> isThere;
            case DOES_NOT_EXIST -> !isThere;
        };
    }
}
