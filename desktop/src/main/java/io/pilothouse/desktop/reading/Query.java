package io.pilothouse.desktop.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The language of the filter box. Terms are joined by *and*:
///
/// | Term | Picks |
/// |---|---|
/// | `front` | rows with `front` in the cluster's or the application's name |
/// | `env:prod` | rows whose environment is `prod`; likewise `cluster:`, `app:`, `ns:`, `sync:`, `health:` |
/// | `state:failed,drifted` | rows in one of the conditions |
/// | `cluster:eu-*` | `*` stands for anything |
/// | `rev:9f3c` · `reason:quota` | a revision that begins so · a reason that contains it |
/// | `label:tier=gold` | clusters with the label |
/// | `-env:test` · `!env:test` | anything but |
/// | `"two words"` | quotes hold spaces and colons together |
///
/// Immutable; made by [#parse].
public final class Query {
    public static final Query ALL = new Query(List.of());
    private static final List<String> KEYS =
            List.of("app", "cluster", "env", "health", "label", "ns", "reason", "rev", "state", "sync");

    private final List<Term> terms;

    private Query(List<Term> terms) {
        this.terms = terms;
    }

    /// A parse's result.
    public sealed interface Parsed {}

    /// The text is a query.
    public record Valid(Query query) implements Parsed {}

    /// It is not.
    ///
    /// @param token the part that is wrong
    /// @param sentence why, and what would be right
    public record Invalid(String token, String sentence) implements Parsed {}

    private record Term(String text, boolean isNegated, Predicate<Facts> predicate) {}

    /// @return true if every row matches
    public boolean isAll() {
        return terms.isEmpty();
    }

    public boolean matches(Facts facts) {
        for (Term term : terms) {
            if (term.predicate().test(facts) == term.isNegated()) {
                return false;
            }
        }
        return true;
    }

    /// @return the terms as they were written, for a page that says which of them leaves nothing
    public List<String> parts() {
        return terms.stream().map(Term::text).toList();
    }

    public static Parsed parse(String text) {
        List<Term> terms = new ArrayList<>();
        for (String token : tokens(text)) {
            boolean isNegated = token.length() > 1 && (token.startsWith("-") || token.startsWith("!"));
            String body = isNegated ? token.substring(1) : token;
            int colon = body.startsWith("\"") ? -1 : body.indexOf(':');
            if (colon < 0) {
                terms.add(new Term(token, isNegated, word(unquoted(body))));
                continue;
            }
            String key = body.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = Facts.lower(unquoted(body.substring(colon + 1)));
            if (!KEYS.contains(key)) {
                return new Invalid(
                        token, "There is no key “" + key + ":”. The keys are " + String.join(", ", KEYS) + ".");
            }
            if (value.isEmpty()) {
                return new Invalid(token, "“" + key + ":” needs a value, such as " + example(key) + ".");
            }
            if (key.equals("state")) {
                for (String one : value.split(",", -1)) {
                    if (Condition.byId(one).isEmpty()) {
                        return new Invalid(token, "There is no state “" + one + "”. The states are " + states() + ".");
                    }
                }
            }
            terms.add(new Term(token, isNegated, keyed(key, value)));
        }
        return new Valid(new Query(List.copyOf(terms)));
    }

    private static String states() {
        return Arrays.stream(Condition.values()).map(Condition::id).collect(Collectors.joining(", "));
    }

    private static String example(String key) {
        return switch (key) {
            case "state" -> "state:failed";
            case "label" -> "label:tier=gold";
            case "env" -> "env:prod";
            case "sync" -> "sync:out-of-sync";
            case "health" -> "health:degraded";
            case "rev" -> "rev:9f3c1e2";
            default -> key + ":shop-*";
        };
    }

    private static Predicate<Facts> word(String word) {
        String lower = Facts.lower(word);
        return facts -> facts.cluster().contains(lower) || facts.application().contains(lower);
    }

    private static Predicate<Facts> keyed(String key, String value) {
        List<Predicate<Facts>> any = new ArrayList<>();
        for (String one : value.split(",", -1)) {
            any.add(single(key, one));
        }
        return facts -> any.stream().anyMatch(predicate -> predicate.test(facts));
    }

    private static Predicate<Facts> single(String key, String value) {
        Predicate<String> glob = glob(value);
        return switch (key) {
            case "app" -> facts -> glob.test(facts.name()) || glob.test(facts.application());
            case "cluster" -> facts -> glob.test(facts.cluster());
            case "env" -> facts -> glob.test(facts.environment());
            case "health" -> facts -> glob.test(facts.health());
            case "label" -> facts -> hasLabel(facts, value);
            case "ns" -> facts -> glob.test(facts.namespace());
            case "reason" -> facts -> facts.reason().contains(value);
            case "rev" ->
                facts -> facts.revision().startsWith(value) || facts.revision().contains(" " + value);
            case "state" -> facts -> facts.condition().id().equals(value);
            case "sync" -> facts -> glob.test(facts.sync());
            default -> throw new IllegalArgumentException(key);
        };
    }

    private static boolean hasLabel(Facts facts, String value) {
        int equals = value.indexOf('=');
        String name = equals < 0 ? value : value.substring(0, equals);
        Predicate<String> glob = glob(equals < 0 ? "*" : value.substring(equals + 1));
        return facts.labels().entrySet().stream()
                .anyMatch(
                        label -> Facts.lower(label.getKey()).equals(name) && glob.test(Facts.lower(label.getValue())));
    }

    /// Only `*` is special, and the parts between are looked for from left to right: no pattern can take long.
    private static Predicate<String> glob(String value) {
        if (!value.contains("*")) {
            return value::equals;
        }
        List<String> parts = List.of(value.split("\\*+", -1));
        return text -> {
            String first = parts.getFirst();
            String last = parts.getLast();
            if (text.length() < first.length() + last.length() || !text.startsWith(first) || !text.endsWith(last)) {
                return false;
            }
            int from = first.length();
            int until = text.length() - last.length();
            for (String part : parts.subList(1, parts.size() - 1)) {
                int at = text.indexOf(part, from);
                if (at < 0 || at + part.length() > until) {
                    return false;
                }
                from = at + part.length();
            }
            return true;
        };
    }

    private static String unquoted(String text) {
        return text.replace("\"", "");
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        StringBuilder token = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            }
            if (Character.isWhitespace(c) && !isQuoted) {
                if (!token.isEmpty()) {
                    tokens.add(token.toString());
                    token.setLength(0);
                }
            } else {
                token.append(c);
            }
        }
        if (!token.isEmpty()) {
            tokens.add(token.toString());
        }
        return tokens;
    }
}
