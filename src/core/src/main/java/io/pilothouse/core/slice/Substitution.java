package io.pilothouse.core.slice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces variables in a text.
///
/// | Written | Becomes |
/// |---|---|
/// | `${NAME}` | the variable's value; stays as it is if there is no such variable |
/// | `${NAME:=text}` | the variable's value, or the text if there is no such variable |
/// | `$${` | `${`, whatever follows |
///
/// What stays as it is may well be meant for somebody else, such as a shell in a ConfigMap. A name that differs from a
/// variable's in a letter or two is a mistake all the same. Values are not searched for variables again.
public final class Substitution {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::=([^}]*))?}");

    private Substitution() {}

    /// What came of a text.
    ///
    /// @param text with its variables replaced
    /// @param unknown names that are like no declared one and were left alone
    /// @param misspelt one sentence about a name that is probably a mistake; empty where there is none
    public record Outcome(String text, List<String> unknown, Optional<String> misspelt) {
        public Outcome {
            unknown = List.copyOf(unknown);
        }
    }

    /// @return true if there may be anything to replace
    public static boolean mayHold(String text) {
        return text.contains("${");
    }

    /// @param variables by name
    public static Outcome apply(String text, SortedMap<String, String> variables) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder();
        List<String> unknown = new ArrayList<>();
        Optional<String> misspelt = Optional.empty();
        while (matcher.find()) {
            String name = matcher.group(1);
            String otherwise = matcher.group(2);
            String replacement;
            if (name == null) {
                replacement = "${";
            } else if (variables.containsKey(name)) {
                replacement = variables.get(name);
            } else if (otherwise != null) {
                replacement = otherwise;
            } else {
                replacement = matcher.group();
                Optional<String> meant = nearest(name, variables);
                if (meant.isEmpty()) {
                    unknown.add(name);
                } else if (misspelt.isEmpty()) {
                    misspelt = Optional.of("There is no variable " + name + ": did you mean " + meant.get()
                            + "? Write $${" + name + "} if it is not meant for Pilothouse.");
                }
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(replacement));
        }
        matcher.appendTail(out);
        return new Outcome(out.toString(), unknown, misspelt);
    }

    /// Short names are like each other by chance.
    private static Optional<String> nearest(String name, SortedMap<String, String> variables) {
        return name.length() < 5 ? Optional.empty() : NearestName.of(name, variables.keySet());
    }
}
