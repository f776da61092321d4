package io.pilothouse.agent.inventory;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.InventoryStore.UnusableException;
import io.pilothouse.agent.port.StepOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/// Documents in memory, which can be told to refuse a write.
final class FakeDocuments implements Documents {
    final Map<String, Document> all = new TreeMap<>();
    int writes;
    private IntPredicate isRefused = _ -> false;

    /// @param which writes and removals are refused, counted from now on
    void refuse(IntPredicate which) {
        writes = 0;
        isRefused = which;
    }

    @Override
    public synchronized List<Document> inventories() {
        return all.values().stream().filter(one -> one.form() != Form.STATE).toList();
    }

    @Override
    public synchronized Optional<byte[]> read(String name) {
        return Optional.ofNullable(all.get(name)).map(Document::content);
    }

    @Override
    public synchronized void write(String name, Form form, byte[] content) throws UnusableException {
        change();
        all.put(name, new Document(name, form, content));
    }

    @Override
    public synchronized void remove(String name) throws UnusableException {
        change();
        all.remove(name);
    }

    private void change() throws UnusableException {
        if (isRefused.test(writes++)) {
            throw new UnusableException(new StepOutcome.Unreachable(Codes.UNREACHABLE, "down", Duration.ZERO));
        }
    }

    @Override
    public synchronized List<String> states(String prefix) {
        return all.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    @Override
    public byte[] key(String name) {
        return new byte[32];
    }
}
