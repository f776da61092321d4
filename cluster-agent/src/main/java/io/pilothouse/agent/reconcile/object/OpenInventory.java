package io.pilothouse.agent.reconcile.object;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Approval;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.InventoryEntry;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// An application's inventory while it is changed: what we applied or are about to, and what holds for all of it. Made
/// into a value only when somebody wants one, because that costs as much as there are objects. Belongs to one thread.
final class OpenInventory {
    private final SortedMap<ResourceKey, InventoryEntry> entries;
    private Inventory head;
    private Optional<Inventory> value = Optional.empty();

    OpenInventory(Inventory stored) {
        this.head = stored;
        this.entries = new TreeMap<>(stored.entries());
    }

    /// @return as it should be stored now
    Inventory value() {
        Inventory now = value.orElseGet(() -> head.with(entries));
        value = Optional.of(now);
        return now;
    }

    /// @return what holds for all of it; its entries may be old
    Inventory head() {
        return head;
    }

    /// Changes what holds for all of it.
    void change(UnaryOperator<Inventory> changing) {
        head = changing.apply(head);
        value = Optional.empty();
    }

    SortedMap<ResourceKey, InventoryEntry> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    Optional<InventoryEntry> entry(ResourceKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /// @return the object's entry, or one that says that it is about to be applied
    InventoryEntry entryOr(ResourceKey key, String apiVersion, Revision revision) {
        return entry(key).orElseGet(() -> InventoryEntry.announced(key, apiVersion, revision));
    }

    /// @return true if no object of its kind was there under that version
    boolean enter(InventoryEntry entry) {
        Optional<InventoryEntry> before = Optional.ofNullable(entries.put(entry.key(), entry));
        if (!before.equals(Optional.of(entry))) {
            value = Optional.empty();
        }
        return before.filter(one -> one.apiVersion().equals(entry.apiVersion())).isEmpty();
    }

    /// Takes an object out, with what a person allowed for it.
    void strike(ResourceKey key) {
        entries.remove(key);
        value = Optional.empty();
        Set<Approval> left = head.approvals().stream()
                .filter(approval -> !approval.key().equals(key))
                .collect(Collectors.toSet());
        if (left.size() < head.approvals().size()) {
            change(inventory -> inventory.with(left));
        }
    }
}
