package io.pilothouse.core.tolerance;

import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.core.policy.IgnoreRule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The fields that an application's ignore rules leave to others: neither reported as drift, nor corrected, nor applied
/// over. Our own label is never among them, because by it we find the object again.
public final class Exemptions {
    public static final Exemptions NONE = of(List.of());

    /// The path of the label by which we know our objects.
    public static final String OUR_LABEL = "/metadata/labels/" + Ownership.LABEL.replace("/", "~1");

    private final List<Exemption> all;

    private record Exemption(IgnoreRule rule, List<PathPattern> paths) {
        boolean isInForce(Instant now) {
            return end(rule).map(now::isBefore).orElse(true);
        }
    }

    private Exemptions(List<Exemption> all) {
        this.all = all;
    }

    public static Exemptions of(List<IgnoreRule> rules) {
        return new Exemptions(rules.stream()
                .map(rule -> new Exemption(
                        rule, rule.paths().stream().map(PathPattern::of).toList()))
                .toList());
    }

    /// @return the end of a rule's last day, in UTC; empty if it holds for ever
    public static Optional<Instant> end(IgnoreRule rule) {
        return rule.until().map(day -> day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    /// @return the first rule in force that leaves this field to others
    public Optional<IgnoreRule> exempting(ResourceKey object, String path, Instant now) {
        return path.equals(OUR_LABEL)
                ? Optional.empty()
                : all.stream()
                        .filter(one -> one.isInForce(now)
                                && one.rule().target().matches(object)
                                && one.paths().stream().anyMatch(pattern -> pattern.covers(path)))
                        .map(Exemption::rule)
                        .findFirst();
    }

    /// @return true if a rule in force is about this object
    public boolean areAbout(ResourceKey object, Instant now) {
        return all.stream()
                .anyMatch(one -> one.isInForce(now) && one.rule().target().matches(object));
    }

    /// @return rules whose last day is over: the fields they left to others are drift again
    public List<IgnoreRule> expired(Instant now) {
        return all.stream()
                .filter(one -> !one.isInForce(now))
                .map(Exemption::rule)
                .toList();
    }

    /// @return when the next rule ends
    public Optional<Instant> nextEnd(Instant now) {
        return all.stream()
                .flatMap(one -> end(one.rule()).stream())
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }
}
