package io.pilothouse.repository.yaml;

import io.pilothouse.core.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an unquoted word means. The rules are those of Kubernetes' own parser (`sigs.k8s.io/yaml`, which follows YAML
/// 1.1),
/// so that a manifest means here what it means to `kubectl`: `yes`, `on` and `y` are true, `0644` is 420, `0o17` is 15,
/// `1_000` is 1000, `1e3` is 1000, `~` is null; `12:30` and `2026-01-01` are text. It departs from that parser where
/// that
/// would alter a value without a word: numbers stay exact, and what has no exact value is refused.
final class Scalars {
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    /// The only words of the two sets above that are no text to Kustomize.
    private static final Set<String> PLAIN_BOOLEANS = Set.of("true", "True", "TRUE", "false", "False", "FALSE");

    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> NOT_A_NUMBER = Set.of(
            ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE]([-+]?[0-9]+))?");
    private static final Map<Character, Integer> RADIX = Map.of('x', 16, 'X', 16, 'o', 8, 'O', 8, 'b', 2, 'B', 2);
    private static final int LONGEST_NUMBER = 400;

    private Scalars() {}

    /// @return the word's value, empty where it is a number without a value in JSON
    static Optional<Json> resolve(String word, Dialect dialect) {
        // most words begin as nothing but text can begin: no need to look them up
        return switch (word.isEmpty() ? '~' : word.charAt(0)) {
            case '~', 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O' -> Optional.of(named(word, dialect));
            case '.', '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                NOT_A_NUMBER.contains(word) ? Optional.empty() : number(word);
            default -> Optional.of(new Json.Text(word));
        };
    }

    private static Json named(String word, Dialect dialect) {
        if (NULL.contains(word)) {
            return Json.Null.NULL;
        }
        boolean isTrue = TRUE.contains(word);
        if (!isTrue && !FALSE.contains(word)) {
            return new Json.Text(word);
        }
        boolean isText = dialect == Dialect.KUSTOMIZE && !PLAIN_BOOLEANS.contains(word);
        return isText ? new Json.Text(word) : new Json.Bool(isTrue);
    }

    private static Optional<Json> number(String word) {
        String plain = word.charAt(0) == '.' ? word : word.replace("_", "");
        Optional<BigInteger> integer = integer(plain);
        if (integer.isPresent()) {
            return Optional.of(new Json.Num(new BigDecimal(integer.get())));
        }
        Matcher matcher = FLOAT.matcher(plain);
        if (!matcher.matches()) {
            return Optional.of(new Json.Text(word));
        }
        String exponent = matcher.group(1);
        if (plain.length() > LONGEST_NUMBER || (exponent != null && exponent.length() > 5)) {
            return Optional.empty();
        }
        BigDecimal exact = new BigDecimal(plain);
        return Double.isInfinite(exact.doubleValue()) ? Optional.empty() : Optional.of(new Json.Num(exact));
    }

    private static Optional<BigInteger> integer(String plain) {
        boolean isSigned = !plain.isEmpty() && (plain.charAt(0) == '-' || plain.charAt(0) == '+');
        String digits = isSigned ? plain.substring(1) : plain;
        int radix = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            Integer prefixed = RADIX.get(digits.charAt(1));
            radix = prefixed == null ? 8 : prefixed;
            digits = digits.substring(prefixed == null ? 1 : 2);
        }
        if (digits.isEmpty() || digits.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) > 'f' || Character.digit(digits.charAt(i), radix) < 0) {
                return Optional.empty();
            }
        }
        BigInteger value = new BigInteger(digits, radix);
        return Optional.of(plain.charAt(0) == '-' ? value.negate() : value);
    }

    /// Keys are text in JSON. Kubernetes' parser turns other keys into text by their value, so that `on: x` becomes
    /// `true: x`; that is refused, because nobody means it.
    ///
    /// @return true if an unquoted key stays what it is
    static boolean isPlainKey(String word, Dialect dialect) {
        return resolve(word, dialect)
                .map(value -> switch (value) {
                    case Json.Text ignored -> true;
                    case Json.Bool ignored -> word.equals("true") || word.equals("false");
                    case Json.Num num ->
                        isShortest(num.value()) && num.value().toPlainString().equals(word);
                    case Json.Null ignored -> false;
                    case Json.Obj ignored -> false;
                    case Json.Arr ignored -> false;
                })
                .orElse(false);
    }

    private static boolean isShortest(BigDecimal value) {
        return value.scale() <= 0 || value.stripTrailingZeros().scale() == value.scale();
    }
}
