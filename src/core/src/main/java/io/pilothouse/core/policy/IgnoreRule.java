package io.pilothouse.core.policy;

import io.pilothouse.core.manifest.Origin;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Drift that is left alone, and why.
///
/// @param target which objects
/// @param paths which of their fields, as `/spec/replicas`; an item of a list by its key, as
///     `/spec/template/spec/containers[name=web]/image`, or any with `*`; nothing below them is looked at either
/// @param until the last day on which the rule holds, in UTC; for ever if empty
/// @param reason for people
/// @param origin where it stands
public record IgnoreRule(
        ObjectTarget target, List<String> paths, Optional<LocalDate> until, String reason, Origin origin) {
    public IgnoreRule {
        paths = List.copyOf(paths);
    }
}
