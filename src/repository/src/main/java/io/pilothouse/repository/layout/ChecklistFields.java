package io.pilothouse.repository.layout;

import io.pilothouse.core.checklist.Check;
import io.pilothouse.core.checklist.ChecklistItem;
import io.pilothouse.repository.layout.field.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads `checklist`, of the fleet's defaults or an application. Checks add up; the narrower one decides whether a
/// check refuses.
final class ChecklistFields {
    private static final List<String> WORDS =
            Stream.of(Check.values()).map(Check::word).toList();

    private ChecklistFields() {}

    /// @param otherwise what holds where it says nothing
    static List<ChecklistItem> read(Fields from, List<ChecklistItem> otherwise) {
        List<ChecklistItem> items = new ArrayList<>();
        for (Fields item : from.objects("checklist")) {
            Optional<Check> check = item.choice("check", WORDS).flatMap(Check::of);
            if (check.isEmpty()) {
                item.requires("check");
            }
            boolean isRefusing = item.choice("action", List.of("refuse", "warn"))
                    .orElse("refuse")
                    .equals("refuse");
            item.finish();
            check.ifPresent(known -> items.add(new ChecklistItem(known, isRefusing)));
        }
        for (ChecklistItem other : otherwise) {
            if (items.stream().noneMatch(item -> item.check() == other.check())) {
                items.add(other);
            }
        }
        return items;
    }
}
