package io.pilothouse.repository.helm.chart;

import io.pilothouse.repository.helm.version.Version;
import io.pilothouse.repository.helm.version.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Some version that lies in a range: Helm takes a chart for the dependency only if it does.
final class StandInVersion {
    private static final Pattern NUMBER =
            Pattern.compile("v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(-[0-9A-Za-z.-]+)?");
    private static final String ANY = "0.0.1";

    private StandInVersion() {}

    static String of(String range) {
        Optional<VersionRange> wanted = VersionRange.parse(range);
        if (wanted.isEmpty()) {
            return ANY;
        }
        List<String> candidates = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(range);
        while (matcher.find()) {
            long major = number(matcher.group(1));
            long minor = number(matcher.group(2));
            long patch = number(matcher.group(3));
            candidates.add(major + "." + minor + "." + patch
                    + Optional.ofNullable(matcher.group(4)).orElse(""));
            candidates.add(major + "." + minor + "." + patch);
            candidates.add(major + "." + minor + "." + (patch + 1));
            candidates.add(major + "." + (minor + 1) + ".0");
            candidates.add((major + 1) + ".0.0");
            candidates.add(major + "." + Math.max(0, minor - 1) + ".0");
            candidates.add(Math.max(0, major - 1) + ".0.0");
        }
        candidates.add(ANY);
        return candidates.stream()
                .filter(candidate ->
                        Version.parse(candidate).filter(wanted.get()::contains).isPresent())
                .findFirst()
                .orElse(ANY);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
