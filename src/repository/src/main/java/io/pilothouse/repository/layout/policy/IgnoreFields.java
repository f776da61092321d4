package io.pilothouse.repository.layout.policy;

import io.pilothouse.core.policy.IgnoreRule;
import io.pilothouse.core.policy.ObjectTarget;
import io.pilothouse.repository.layout.field.Fields;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `ignore`: drift that is left alone. Each entry says why, because nobody remembers a year later.
final class IgnoreFields {
    private static final int MOST = 100;
    private static final int LONGEST = 1_000;

    private IgnoreFields() {}

    static List<IgnoreRule> read(Fields from) {
        List<IgnoreRule> rules = new ArrayList<>();
        for (Fields rule : from.objects("ignore")) {
            ObjectTarget target = TargetFields.read(rule);
            List<String> paths = rule.texts("paths");
            rule.requires("paths");
            boolean hasNone = rule.has("paths") && paths.isEmpty();
            boolean isWrong = paths.stream()
                    .anyMatch(path -> !path.startsWith("/") || path.endsWith("/") || path.length() > LONGEST);
            if (isWrong || hasNone) {
                rule.wrong(
                        "paths", "must name fields as /spec/replicas, each with a slash before it and none at its end");
                paths = List.of();
            }
            Optional<LocalDate> until = until(rule);
            Optional<String> reason = rule.required("reason");
            rule.finish();
            if (!paths.isEmpty() && reason.isPresent()) {
                rules.add(new IgnoreRule(target, paths, until, reason.get(), rule.origin("paths")));
            }
        }
        if (rules.size() > MOST) {
            from.wrong("ignore", "must not hold more than " + MOST + " entries");
        }
        return rules;
    }

    private static Optional<LocalDate> until(Fields rule) {
        return rule.text("until").flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeException e) {
                rule.wrong("until", "must be a day such as 2027-01-31, which is the last on which the entry holds");
                return Optional.empty();
            }
        });
    }
}
