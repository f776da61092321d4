package io.pilothouse.repository.helm.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A range of versions: comparisons that must all hold (separated by spaces or commas), or one such group of several
/// (separated by `||`). The rules are those of Masterminds' semver, which Helm uses: `~1.2`, `^1.2`, `1.x`, `1.2 - 2.3`
/// and `>=1 <3`; a pre-release lies in a range only where its comparisons name pre-releases themselves.
public final class VersionRange {
    private static final String PART = "(\\d{1,18}|[xX*])";
    private static final String VERSION =
            "v?" + PART + "(?:\\." + PART + ")?(?:\\." + PART + ")?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?";
    private static final Pattern COMPARISON = Pattern.compile("\\s*(=|!=|>=|=>|<=|=<|>|<|~>|~|\\^|)\\s*" + VERSION);
    private static final Pattern BETWEEN = Pattern.compile("\\s*(" + VERSION + ")\\s+-\\s+(" + VERSION + ")\\s*");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*|\\s+(?=[=!<>~^vxX*\\d])");
    private static final int LONGEST = 512;

    private final List<List<Comparison>> alternatives;

    /// @param operator how to compare
    /// @param low the version named, what is left out being 0
    /// @param named how many of its three numbers are named
    private record Comparison(String operator, Version low, int named) {}

    private VersionRange(List<List<Comparison>> alternatives) {
        this.alternatives = alternatives;
    }

    /// @return the range, empty where the text is none; an empty text is every release
    public static Optional<VersionRange> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        List<List<Comparison>> alternatives = new ArrayList<>();
        for (String alternative : (text.isBlank() ? "*" : text).split("\\|\\|", -1)) {
            Matcher between = BETWEEN.matcher(alternative);
            String all = between.matches() ? ">=" + between.group(1) + " <=" + between.group(6) : alternative;
            List<Comparison> comparisons = new ArrayList<>();
            String rest = all.strip();
            while (!rest.isEmpty()) {
                Matcher next = COMPARISON.matcher(rest);
                if (!next.lookingAt()) {
                    return Optional.empty();
                }
                comparisons.add(comparison(next));
                rest = rest.substring(next.end());
                Matcher separator = SEPARATOR.matcher(rest);
                if (!rest.isBlank() && !separator.lookingAt()) {
                    return Optional.empty();
                }
                rest = rest.isBlank() ? "" : rest.substring(separator.end());
            }
            if (comparisons.isEmpty()) {
                return Optional.empty();
            }
            alternatives.add(List.copyOf(comparisons));
        }
        return Optional.of(new VersionRange(alternatives));
    }

    private static Comparison comparison(Matcher matcher) {
        String operator = matcher.group(1);
        int named = 0;
        long[] numbers = new long[3];
        while (named < 3 && isNumber(matcher.group(2 + named))) {
            numbers[named] = Long.parseLong(matcher.group(2 + named));
            named++;
        }
        List<String> pre = Optional.ofNullable(matcher.group(5))
                .map(text -> List.of(text.split("\\.", -1)))
                .orElse(List.of());
        Version low = new Version(numbers[0], numbers[1], numbers[2], pre, "");
        return new Comparison(operator, low, named);
    }

    private static boolean isNumber(@Nullable String part) {
        return part != null && Character.isDigit(part.charAt(0));
    }

    public boolean contains(Version version) {
        return alternatives.stream().anyMatch(comparisons -> {
            boolean isPreMeant =
                    comparisons.stream().anyMatch(each -> each.low().isPreRelease());
            return comparisons.stream().allMatch(each -> holds(each, version, isPreMeant));
        });
    }

    private static boolean holds(Comparison comparison, Version version, boolean isPreMeant) {
        Version low = comparison.low();
        if (version.isPreRelease() && !isPreMeant) {
            // Masterminds lets != through
            return comparison.operator().equals("!=") && comparison.named() == 3;
        }
        Version numbers = Version.of(version.major(), version.minor(), version.patch());
        Version end = comparison.named() == 0
                ? Version.of(Long.MAX_VALUE, 0, 0)
                : comparison.named() == 1
                        ? Version.of(low.major() + 1, 0, 0)
                        : Version.of(low.major(), low.minor() + 1, 0);
        boolean isWhole = comparison.named() == 3;
        boolean isAtLeast = version.compareTo(low) >= 0;
        boolean isBeforeEnd = numbers.compareTo(end) < 0;
        return switch (comparison.operator()) {
            case ">=", "=>" -> isAtLeast;
            case ">" -> isWhole ? version.compareTo(low) > 0 : numbers.compareTo(end) >= 0;
            case "<" -> version.compareTo(low) < 0;
            case "<=", "=<" -> isWhole ? version.compareTo(low) <= 0 : isBeforeEnd;
            case "!=" -> isWhole ? version.compareTo(low) != 0 : !(isAtLeast && isBeforeEnd);
            case "~", "~>" -> isAtLeast && isBeforeEnd;
            case "^" -> isAtLeast && numbers.compareTo(caretEnd(comparison)) < 0;
            default -> isWhole ? version.compareTo(low) == 0 : isAtLeast && isBeforeEnd;
        };
    }

    /// The next version that may break: the first number that is not 0 goes up.
    private static Version caretEnd(Comparison comparison) {
        Version low = comparison.low();
        if (comparison.named() == 0) {
            return Version.of(Long.MAX_VALUE, 0, 0);
        }
        if (low.major() > 0 || comparison.named() == 1) {
            return Version.of(low.major() + 1, 0, 0);
        }
        if (low.minor() > 0 || comparison.named() == 2) {
            return Version.of(0, low.minor() + 1, 0);
        }
        return Version.of(0, 0, low.patch() + 1);
    }
}
