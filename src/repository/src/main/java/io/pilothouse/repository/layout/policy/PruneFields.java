package io.pilothouse.repository.layout.policy;

import io.pilothouse.core.policy.PrunePolicy;
import io.pilothouse.repository.layout.field.Fields;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// Reads `prune`, `deletion` and `limits`.
final class PruneFields {
    private static final BigDecimal MOST_DELETIONS = BigDecimal.valueOf(100_000);

    private PruneFields() {}

    static PrunePolicy read(Fields sync, PrunePolicy otherwise) {
        boolean isPruning = sync.flag("prune").orElse(otherwise.isPruning());
        boolean isDeleting = sync.choice("deletion", List.of("delete", "orphan"))
                .map(word -> word.equals("delete"))
                .orElse(otherwise.isDeletingWithFolder());
        Optional<Fields> limits = sync.object("limits");
        if (limits.isEmpty()) {
            return new PrunePolicy(isPruning, otherwise.maxDeletions(), otherwise.maxDeletionRatio(), isDeleting);
        }
        int most = WholeNumberField.read(limits.get(), "maxDeletions", BigDecimal.ZERO, MOST_DELETIONS)
                .orElse(otherwise.maxDeletions());
        double ratio = limits.get()
                .number("maxDeletionRatio", BigDecimal.ZERO, BigDecimal.ONE)
                .map(BigDecimal::doubleValue)
                .orElse(otherwise.maxDeletionRatio());
        limits.get().finish();
        return new PrunePolicy(isPruning, most, ratio, isDeleting);
    }
}
