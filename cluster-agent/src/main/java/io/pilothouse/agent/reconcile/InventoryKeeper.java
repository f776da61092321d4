package io.pilothouse.agent.reconcile;

import io.pilothouse.core.plan.Inventory;
import java.util.Optional;

/// Writes one application's inventory to the cluster, if it differs from what is there. Belongs to the application's
/// owner.
final class InventoryKeeper {
    private final InventoryStore store;
    private final ObjectTable table;
    private Inventory stored;
    private Optional<StepOutcome.Failure> trouble = Optional.empty();

    InventoryKeeper(InventoryStore store, ObjectTable table) {
        this.store = store;
        this.table = table;
        this.stored = table.inventory();
    }

    /// @return why the last write failed; empty if it did not
    Optional<StepOutcome.Failure> trouble() {
        return trouble;
    }

    void clearTrouble() {
        trouble = Optional.empty();
    }

    /// @return true if the cluster has it now
    boolean keep() {
        Inventory now = table.inventory();
        if (now.equals(stored)) {
            return true;
        }
        try {
            store.store(now);
            stored = now;
            trouble = Optional.empty();
        } catch (InventoryStore.UnusableException e) {
            trouble = Optional.of(e.failure());
        }
        return trouble.isEmpty();
    }

    /// @return true if the cluster has none any more
    boolean remove() {
        try {
            store.remove(table.inventory());
            trouble = Optional.empty();
        } catch (InventoryStore.UnusableException e) {
            trouble = Optional.of(e.failure());
        }
        return trouble.isEmpty();
    }
}
