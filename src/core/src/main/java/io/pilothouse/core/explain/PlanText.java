package io.pilothouse.core.explain;

import io.pilothouse.core.explain.PlannedObject.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A plan as lines for people: what would change first, what stays as it is in a line at the end.
public final class PlanText {
    private static final Set<Fate> QUIET = Set.of(Fate.UNCHANGED, Fate.FORGOTTEN);
    private static final String MORE = "                 ";

    private PlanText() {}

    /// @return the lines, without line ends
    public static List<String> of(PlanReport plan) {
        List<String> lines = new ArrayList<>();
        lines.add(plan.application().path() + " of cluster "
                + plan.application().cluster() + ": plan for commit "
                + plan.revision().abbreviated()
                + (plan.applied().isKnown() ? ", applied " + plan.applied().abbreviated() : ", never applied before"));
        plan.objects().stream().filter(object -> !QUIET.contains(object.fate())).forEach(object -> add(lines, object));
        lines.add(summary(plan));
        if (!plan.waiting().isEmpty()) {
            lines.add("It would not begin now: " + plan.waiting());
        }
        if (plan.untried() > 0) {
            lines.add(plan.untried() + " of the objects above were not tried out against the API server.");
        }
        lines.add("Hash " + plan.hash() + ". This was a dry run; nothing was changed.");
        return lines;
    }

    private static void add(List<String> lines, PlannedObject object) {
        String reason = object.code().isEmpty() ? object.reason() : object.code() + " " + object.reason();
        lines.add("  " + sign(object.fate()) + " " + String.format(Locale.ROOT, "%-11s", word(object.fate())) + " "
                + object.key() + (object.origin().file().isEmpty() ? "" : "  (" + object.origin() + ")"));
        if (!reason.isEmpty()) {
            lines.add(MORE + reason);
        }
        for (Change change : object.changes()) {
            lines.add(MORE + change.path() + ": " + shown(change.before()) + " -> " + shown(change.after()));
        }
        if (object.moreChanges() > 0) {
            lines.add(MORE + "and " + object.moreChanges() + " more fields");
        }
    }

    static String shown(String value) {
        return value.isEmpty() ? "(none)" : value;
    }

    private static String summary(PlanReport plan) {
        String counts = plan.counts().entrySet().stream()
                .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "No objects." : counts + ".";
    }

    static String word(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT);
    }

    private static String sign(Fate fate) {
        return switch (fate) {
            case CREATED -> "+";
            case CONFIGURED, RECREATED -> "~";
            case UNCHANGED, KEPT, FORGOTTEN -> "=";
            case DELETED -> "-";
            case HELD -> "!";
            case REFUSED -> "x";
        };
    }
}
