package io.pilothouse.repository.kustomize.transform;

import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.resource.KindOrder;
import io.pilothouse.repository.kustomize.resource.Resource;
import java.util.List;
import java.util.Optional;

/// The order of the objects of a whole build. What bases say of it is not obeyed.
///
/// @param kinds by kind; if empty, as they were found
public record OutputOrder(Optional<KindOrder> kinds) {
    public static final OutputOrder DEFAULT = new OutputOrder(Optional.of(KindOrder.LEGACY));

    public static OutputOrder read(Entries entries) {
        String order = entries.text("order");
        Optional<Entries> custom = entries.object("legacySortOptions");
        Optional<KindOrder> kinds = Optional.empty();
        switch (order) {
            case "legacy" -> kinds = Optional.of(custom.map(OutputOrder::kinds).orElse(KindOrder.LEGACY));
            case "fifo" -> {
                if (custom.isPresent()) {
                    entries.malformed("legacySortOptions", "is for the order legacy only: remove it");
                }
            }
            default -> entries.malformed("order", "must be legacy or fifo");
        }
        entries.finish();
        return new OutputOrder(kinds);
    }

    private static KindOrder kinds(Entries entries) {
        KindOrder order = new KindOrder(texts(entries, "orderFirst"), texts(entries, "orderLast"));
        entries.finish();
        return order;
    }

    private static List<String> texts(Entries entries, String field) {
        return entries.texts(field).stream().map(Written::text).toList();
    }

    public List<Resource> sorted(List<Resource> resources) {
        return kinds.map(order -> order.sorted(resources)).orElse(resources);
    }
}
