package io.pilothouse.agent.reconcile.object;

import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.plan.Inventory;
import java.util.Optional;

/// Writes one application's inventory to the cluster, if it differs from what is there. Belongs to the application's
/// owner.
public final class InventoryKeeper {
    private final InventoryStore store;
    private final ObjectTable table;
    /// Empty while nobody knows what the cluster has, because the answer to a write was a bad one or none.
    private Optional<Inventory> stored;
    private Optional<StepOutcome.Failure> trouble = Optional.empty();

    public InventoryKeeper(InventoryStore store, ObjectTable table) {
        this.store = store;
        this.table = table;
        this.stored = Optional.of(table.inventory());
    }

    /// @return why the last write failed; empty if it did not
    public Optional<StepOutcome.Failure> trouble() {
        return trouble;
    }

    /// Forgets why the last write failed: another is about to be tried.
    public void clearTrouble() {
        trouble = Optional.empty();
    }

    /// @return true if the cluster has it now
    public boolean keep() {
        Inventory now = table.inventory();
        if (stored.filter(now::equals).isPresent()) {
            return true;
        }
        try {
            store.store(now);
            stored = Optional.of(now);
            trouble = Optional.empty();
        } catch (InventoryStore.UnusableException e) {
            stored = Optional.empty();
            trouble = Optional.of(e.failure());
        }
        return trouble.isEmpty();
    }

    /// @return true if the cluster has none any more
    public boolean remove() {
        try {
            store.remove(table.inventory());
            trouble = Optional.empty();
        } catch (InventoryStore.UnusableException e) {
            trouble = Optional.of(e.failure());
        }
        return trouble.isEmpty();
    }
}
