package io.pilothouse.agent.port;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.plan.Inventory;
import java.util.List;
import java.util.Optional;

/// Keeps inventories and the agent's few own facts in the cluster they are about, so that they live and die with
/// it. A write replaces the whole or nothing.
public interface InventoryStore {
    /// @return every inventory in the cluster
    List<Inventory> loadAll() throws UnusableException;

    /// Writes an inventory; an empty one without a folder is removed with [#remove].
    void store(Inventory inventory) throws UnusableException;

    void remove(Inventory inventory) throws UnusableException;

    /// @return a document stored under a name, empty if there is none
    Optional<Json.Obj> load(String name) throws UnusableException;

    void store(String name, Json.Obj document) throws UnusableException;

    /// @return the names of all documents that begin so
    List<String> names(String prefix) throws UnusableException;

    /// Removes a document, if it is there.
    void remove(String name) throws UnusableException;

    /// @return a key of 32 random bytes that stays in the cluster; made when it is first asked for
    byte[] key(String name) throws UnusableException;

    /// It cannot be read or written.
    final class UnusableException extends Exception {
        private final transient StepOutcome.Failure failure;

        public UnusableException(StepOutcome.Failure failure) {
            super(failure.message());
            this.failure = failure;
        }

        public StepOutcome.Failure failure() {
            return failure;
        }
    }
}
