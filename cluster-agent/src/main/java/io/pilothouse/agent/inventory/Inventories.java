package io.pilothouse.agent.inventory;

import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.Ownership;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Every application's inventory, many on one document. Thread-safe.
///
/// When an application goes from one document to another it is in both for a moment; each of its versions has a number,
/// and the highest counts.
public final class Inventories implements InventoryStore {
    private final Documents documents;
    private final Reader reader;
    private final ReadWriteLock loading = new ReentrantReadWriteLock();
    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
    /// Where the newest version of an application lies for certain, by marks.
    private final Map<String, String> homes = new ConcurrentHashMap<>();
    private final Placement placement = new Placement();
    private final AtomicLong newest = new AtomicLong();

    /// Turns text into JSON.
    public interface Reader {
        Json.Obj read(byte[] text) throws IOException;
    }

    public Inventories(Documents documents, Reader reader) {
        this.documents = documents;
        this.reader = reader;
    }

    @Override
    public List<Inventory> loadAll() throws UnusableException {
        loading.writeLock().lock();
        try {
            // whoever still waits for the old ones was told to stop, and must not write over what is found now
            shelves.values().forEach(Shelf::close);
            shelves.clear();
            homes.clear();
            Findings findings = Findings.of(documents.inventories(), reader);
            newest.set(findings.newest());
            findings.tidy(placement, newest)
                    .forEach((name, members) -> shelf(name).fill(members));
            for (String name : findings.changed()) {
                shelf(name).write();
            }
            for (String name : findings.obsolete()) {
                documents.remove(name);
            }
            homes.putAll(findings.homes());
            return findings.inventories();
        } finally {
            loading.writeLock().unlock();
        }
    }

    @Override
    public void store(Inventory inventory) throws UnusableException {
        String mark = Ownership.mark(inventory.application());
        byte[] packed = Versions.pack(inventory, newest.incrementAndGet());
        String home = placement.place(mark, packed.length);
        shelf(home).put(mark, packed);
        homes.put(mark, home);
        clear(mark, home);
    }

    @Override
    public void remove(Inventory inventory) throws UnusableException {
        String mark = Ownership.mark(inventory.application());
        String home = homes.getOrDefault(mark, "");
        // the newest goes last, so that an older one can never be taken for it
        clear(mark, home);
        clear(mark, "");
        homes.remove(mark);
        placement.remove(mark);
    }

    private void clear(String mark, String except) throws UnusableException {
        for (Shelf shelf : shelves.values()) {
            if (!shelf.name().equals(except) && shelf.holds(mark)) {
                shelf.remove(mark);
            }
        }
    }

    private Shelf shelf(String name) {
        return shelves.computeIfAbsent(name, _ -> new Shelf(name, documents, loading.readLock()));
    }

    @Override
    public Optional<Json.Obj> load(String name) throws UnusableException {
        Optional<byte[]> text = documents.read(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(text.get()));
        } catch (IOException e) {
            throw Findings.unreadable(name);
        }
    }

    @Override
    public void store(String name, Json.Obj document) throws UnusableException {
        documents.write(name, Documents.Form.STATE, document.canonical().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> names(String prefix) throws UnusableException {
        return documents.states(prefix);
    }

    @Override
    public void remove(String name) throws UnusableException {
        documents.remove(name);
    }

    @Override
    public byte[] key(String name) throws UnusableException {
        return documents.key(name);
    }
}
