package io.pilothouse.repository.tool.show;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.tool.compare.ApplicationChange;
import io.pilothouse.repository.tool.compare.ApplicationChange.Kind;
import io.pilothouse.repository.tool.compare.ClusterChange;
import io.pilothouse.repository.tool.compare.FieldChange;
import io.pilothouse.repository.tool.compare.ObjectChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes changes for whoever reviews them: what is the same in several clusters is said once.
public final class ChangeText {
    private static final int LONGEST_VALUE = 60;
    private static final int MOST_FIELDS = 20;

    private ChangeText() {}

    /// What several clusters may have in common.
    private record Same(String application, Kind kind, List<ObjectChange> objects, List<InputError> errors) {}

    /// @return the changes, and a last line that counts them
    public static List<String> lines(List<ClusterChange> clusters) {
        Map<Same, List<String>> grouped = new LinkedHashMap<>();
        Map<List<InputError>, List<String>> broken = new LinkedHashMap<>();
        for (ClusterChange cluster : clusters) {
            if (!cluster.errors().isEmpty()) {
                broken.computeIfAbsent(cluster.errors(), ignored -> new ArrayList<>())
                        .add(cluster.cluster());
            }
            for (ApplicationChange change : cluster.applications()) {
                Same same = new Same(change.key().path(), change.kind(), change.objects(), change.errors());
                grouped.computeIfAbsent(same, ignored -> new ArrayList<>()).add(cluster.cluster());
            }
        }
        List<String> lines = new ArrayList<>();
        broken.forEach((errors, names) -> {
            lines.add("cannot be read any more: " + Counted.names(names));
            errors.forEach(error -> lines.add("  ! " + error));
        });
        grouped.forEach((same, names) -> {
            if (same.kind() != Kind.SAME) {
                lines.add(same.application() + " of " + Counted.names(names) + ": "
                        + same.kind().word());
                same.errors().forEach(error -> lines.add("  ! " + error));
                same.objects().forEach(object -> lines.addAll(object(object)));
            }
        });
        lines.add(summary(clusters));
        return lines;
    }

    private static String summary(List<ClusterChange> clusters) {
        List<ApplicationChange> all = clusters.stream()
                .flatMap(cluster -> cluster.applications().stream())
                .toList();
        long same = all.stream().filter(change -> change.kind() == Kind.SAME).count();
        long real = clusters.stream().filter(ClusterChange::isReal).count();
        String more = same == 0
                ? ""
                : " " + Counted.of(same, "more application")
                        + (same == 1 ? " reads something else and gives" : " read something else and give")
                        + " the same objects.";
        return (real == 0
                        ? "Nothing changes."
                        : Counted.of(all.size() - same, "application") + " of " + Counted.of(real, "cluster")
                                + (all.size() - same == 1 ? " changes." : " change."))
                + more;
    }

    private static List<String> object(ObjectChange change) {
        return switch (change) {
            case ObjectChange.Added added -> List.of("  + " + added.key() + "  (" + added.origin() + ")");
            case ObjectChange.Removed removed -> List.of("  - " + removed.key() + "  (" + removed.origin() + ")");
            case ObjectChange.Changed changed -> {
                List<String> lines = new ArrayList<>();
                lines.add("  ~ " + changed.key() + "  (" + changed.origin() + ")");
                changed.fields().stream()
                        .limit(MOST_FIELDS)
                        .map(ChangeText::field)
                        .forEach(lines::add);
                if (changed.fields().size() > MOST_FIELDS) {
                    lines.add("      and " + (changed.fields().size() - MOST_FIELDS) + " more fields");
                }
                yield lines;
            }
        };
    }

    private static String field(FieldChange field) {
        String values;
        if (field.before().isEmpty() && field.after().isEmpty()) {
            values = "(hidden)";
        } else if (field.before().isEmpty()) {
            values = "+ " + value(field.after());
        } else if (field.after().isEmpty()) {
            values = "- " + value(field.before());
        } else {
            values = value(field.before()) + " → " + value(field.after());
        }
        return "      " + field.path() + ": " + values;
    }

    private static String value(Optional<Json> value) {
        String text = value.map(Json::canonical).orElse("");
        String line = text.codePoints()
                .mapToObj(c -> Character.isISOControl(c) ? " " : Character.toString(c))
                .collect(Collectors.joining());
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }
}
