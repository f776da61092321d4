package io.pilothouse.agent.inventory;

import io.pilothouse.agent.port.InventoryStore.UnusableException;
import java.util.List;
import java.util.Optional;

/// Named documents in the cluster. A write replaces the whole of one or nothing of it, and is refused if somebody else
/// wrote the document meanwhile. Different documents can be written at once; calls about one come one after the other.
public interface Documents {
    /// What a document is.
    enum Form {
        /// One application's inventory as JSON text, as agents wrote it before there were shared documents.
        SINGLE,
        /// The inventories of any number of applications, as [Members].
        SHARED,
        /// Something else that the agent remembers, as JSON text.
        STATE
    }

    /// A document.
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Document(String name, Form form, byte[] content) {}

    /// @return every document that holds inventories
    List<Document> inventories() throws UnusableException;

    /// @return what a document says; empty if it is not there
    Optional<byte[]> read(String name) throws UnusableException;

    void write(String name, Form form, byte[] content) throws UnusableException;

    /// Removes a document, if it is there.
    void remove(String name) throws UnusableException;

    /// @return the names of the documents of state that begin so
    List<String> states(String prefix) throws UnusableException;

    /// @return a key of 32 random bytes that stays in the cluster; made when it is first asked for
    byte[] key(String name) throws UnusableException;
}
