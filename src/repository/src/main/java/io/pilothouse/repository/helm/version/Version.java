package io.pilothouse.repository.helm.version;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A version of a chart, in order (Semantic Versioning 2.0.0, paragraph 11). Leniently read, as Helm does: `v1.2` is
/// 1.2.0.
///
/// @param pre the parts of the pre-release, empty for a release
/// @param written as somebody wrote it
public record Version(long major, long minor, long patch, List<String> pre, String written)
        implements Comparable<Version> {
    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,18})(?:\\.(\\d{1,18}))?(?:\\.(\\d{1,18}))?"
            + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");

    public Version {
        pre = List.copyOf(pre);
    }

    /// @return the version, empty where the text is none
    public static Optional<Version> parse(String text) {
        Matcher matcher = VERSION.matcher(text);
        if (text.length() > 256 || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Version(
                number(matcher.group(1)),
                number(matcher.group(2)),
                number(matcher.group(3)),
                Optional.ofNullable(matcher.group(4))
                        .map(parts -> List.of(parts.split("\\.", -1)))
                        .orElse(List.of()),
                text));
    }

    static Version of(long major, long minor, long patch) {
        return new Version(major, minor, patch, List.of(), major + "." + minor + "." + patch);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    public boolean isPreRelease() {
        return !pre.isEmpty();
    }

    @Override
    public int compareTo(Version other) {
        int numbers = Long.compare(major, other.major);
        numbers = numbers == 0 ? Long.compare(minor, other.minor) : numbers;
        numbers = numbers == 0 ? Long.compare(patch, other.patch) : numbers;
        if (numbers != 0) {
            return numbers;
        }
        if (pre.isEmpty() || other.pre.isEmpty()) {
            return Boolean.compare(pre.isEmpty(), other.pre.isEmpty());
        }
        for (int i = 0; i < Math.min(pre.size(), other.pre.size()); i++) {
            int part = comparePart(pre.get(i), other.pre.get(i));
            if (part != 0) {
                return part;
            }
        }
        return Integer.compare(pre.size(), other.pre.size());
    }

    private static int comparePart(String one, String other) {
        boolean isNumber = isNumber(one);
        boolean isOtherNumber = isNumber(other);
        if (isNumber && isOtherNumber) {
            return Long.compare(Long.parseLong(one), Long.parseLong(other));
        }
        // numbers come before words
        return isNumber == isOtherNumber ? one.compareTo(other) : isNumber ? -1 : 1;
    }

    private static boolean isNumber(String part) {
        return part.length() <= 18 && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
