package io.pilothouse.repository.kustomize.patch;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Selects labels or annotations, as `kubectl --selector` writes it: `a=b,c!=d,e in (f, g),h notin (i),j,!k,l>1,m<9`.
/// What is absent is unequal to, and not in, everything.
///
/// @param requirements all of which must hold
public record LabelSelector(List<Requirement> requirements) {
    static final LabelSelector ALL = new LabelSelector(List.of());

    private static final String NAME = "[A-Za-z0-9](?:[-A-Za-z0-9_./]{0,315}[A-Za-z0-9])?";
    private static final String VALUE = "[-A-Za-z0-9_.]{0,63}";
    private static final Pattern REQUIREMENT = Pattern.compile("\\s*(?:!\\s*(?<absent>" + NAME + ")"
            + "|(?<name>" + NAME + ")\\s*(?:(?<operator>==|=|!=|>|<)\\s*(?<value>" + VALUE + ")"
            + "|\\s(?<set>in|notin)\\s*\\((?<values>[^()]*)\\))?)\\s*(?:,|$)");

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    enum Relation {
        EXISTS,
        ABSENT,
        IN,
        NOT_IN,
        GREATER,
        LESS
    }

    /// One condition.
    public record Requirement(String name, Relation operator, Set<String> values) {
        boolean holds(Map<String, String> labels) {
            Optional<String> value = Optional.ofNullable(labels.get(name));
            return switch (operator) {
                case EXISTS -> value.isPresent();
                case ABSENT -> value.isEmpty();
                case IN -> value.isPresent() && values.contains(value.get());
                case NOT_IN -> value.isEmpty() || !values.contains(value.get());
                case GREATER -> compare(value) > 0;
                case LESS -> compare(value) < 0;
            };
        }

        /// @return how the label compares to the number; 0 if it is none
        private int compare(Optional<String> value) {
            return value.filter(LabelSelector::isNumber)
                    .map(text -> new BigInteger(text)
                            .compareTo(new BigInteger(values.iterator().next())))
                    .orElse(0);
        }
    }

    boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.holds(labels));
    }

    /// @return nothing if it cannot be read
    static Optional<LabelSelector> parse(String written) {
        List<Requirement> requirements = new ArrayList<>();
        String text = written.strip();
        Matcher matcher = REQUIREMENT.matcher(text);
        int position = 0;
        while (position < text.length()) {
            if (!matcher.region(position, text.length()).lookingAt()) {
                return Optional.empty();
            }
            Optional<Requirement> requirement = requirement(matcher);
            if (requirement.isEmpty()) {
                return Optional.empty();
            }
            requirements.add(requirement.get());
            position = matcher.end();
        }
        return text.endsWith(",") ? Optional.empty() : Optional.of(new LabelSelector(requirements));
    }

    private static Optional<Requirement> requirement(Matcher matcher) {
        String absent = matcher.group("absent");
        if (absent != null) {
            return Optional.of(new Requirement(absent, Relation.ABSENT, Set.of()));
        }
        String name = matcher.group("name");
        String operator = matcher.group("operator");
        if (operator != null) {
            String value = matcher.group("value");
            return switch (operator) {
                case "!=" -> Optional.of(new Requirement(name, Relation.NOT_IN, Set.of(value)));
                case ">", "<" ->
                    isNumber(value)
                            ? Optional.of(new Requirement(
                                    name, operator.equals(">") ? Relation.GREATER : Relation.LESS, Set.of(value)))
                            : Optional.empty();
                default -> Optional.of(new Requirement(name, Relation.IN, Set.of(value)));
            };
        }
        String set = matcher.group("set");
        if (set == null) {
            return Optional.of(new Requirement(name, Relation.EXISTS, Set.of()));
        }
        Set<String> values = new LinkedHashSet<>();
        for (String value : matcher.group("values").split(",", -1)) {
            if (!value.strip().matches(VALUE)) {
                return Optional.empty();
            }
            values.add(value.strip());
        }
        return Optional.of(new Requirement(name, set.equals("in") ? Relation.IN : Relation.NOT_IN, values));
    }

    private static boolean isNumber(String text) {
        return text.matches("[-+]?[0-9]{1,18}");
    }
}
