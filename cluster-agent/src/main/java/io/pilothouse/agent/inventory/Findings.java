package io.pilothouse.agent.inventory;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.InventoryStore.UnusableException;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.plan.Ownership;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// What lies in the cluster when an agent starts, and what is to be put in order there: an agent that was stopped on
/// the way may have left an application on two documents, and earlier ones gave each application a document.
///
/// Nothing is lost wherever this is cut off again: a document is rewritten or removed only when what it held lies
/// elsewhere in the same or a newer version.
final class Findings {
    private final Map<String, Found> found;
    private final Map<String, Map<String, byte[]>> members;
    private final Set<String> singles;
    private final Set<String> changed;

    private Findings(
            Map<String, Found> found,
            Map<String, Map<String, byte[]>> members,
            Set<String> singles,
            Set<String> changed) {
        this.found = found;
        this.members = members;
        this.singles = singles;
        this.changed = changed;
    }

    /// The newest version of an application's inventory.
    ///
    /// @param size packed; 0 where it is not
    private record Found(Inventory inventory, long number, String document, int size) {}

    static Findings of(List<Documents.Document> documents, Inventories.Reader reader) throws UnusableException {
        Findings findings = new Findings(new TreeMap<>(), new HashMap<>(), new HashSet<>(), new HashSet<>());
        for (Documents.Document document : documents) {
            try {
                findings.add(document, reader);
            } catch (IOException | IllegalArgumentException | ClassCastException e) {
                throw unreadable(document.name());
            }
        }
        return findings;
    }

    private void add(Documents.Document document, Inventories.Reader reader) throws IOException {
        switch (document.form()) {
            case SINGLE -> {
                singles.add(document.name());
                Inventory inventory = InventoryCodec.read(reader.read(document.content()));
                add(new Found(withoutPlainDigests(inventory), 0, document.name(), 0));
            }
            case SHARED -> {
                Map<String, byte[]> here = members.computeIfAbsent(document.name(), _ -> new HashMap<>());
                for (Members.Member member : Members.split(document.content())) {
                    Json.Obj json = reader.read(member.text());
                    Inventory inventory = InventoryCodec.read(json);
                    here.put(Ownership.mark(inventory.application()), member.packed());
                    add(new Found(inventory, Versions.numberOf(json), document.name(), member.packed().length));
                }
            }
            case STATE -> throw new IllegalArgumentException(document.name());
        }
    }

    /// Earlier agents kept digests of Secrets that one could try values against. Without, a Secret is applied once
    /// more.
    private static Inventory withoutPlainDigests(Inventory inventory) {
        Map<ResourceKey, InventoryEntry> entries = new TreeMap<>(inventory.entries());
        entries.replaceAll((key, entry) -> key.isSecret()
                ? entry.applied(entry.apiVersion(), entry.uid(), InventoryEntry.NOTHING, entry.baseline())
                : entry);
        return inventory.with(entries);
    }

    private void add(Found one) {
        String mark = Ownership.mark(one.inventory().application());
        Found other = found.getOrDefault(mark, one);
        boolean isNewer = one.number() > other.number();
        Found newer = isNewer ? one : other;
        Found older = isNewer ? other : one;
        found.put(mark, newer);
        boolean isElsewhere = !older.document().equals(newer.document());
        if (isElsewhere && members.containsKey(older.document())) {
            members.get(older.document()).remove(mark);
            changed.add(older.document());
        }
    }

    /// @return the highest number of a version
    long newest() {
        return found.values().stream().mapToLong(Found::number).max().orElse(0);
    }

    /// Puts what has a document of the earlier form on a shared one.
    ///
    /// @param placement learns where everything lies
    /// @param numbers where new versions get their numbers from
    /// @return what each document is to hold, by marks
    Map<String, Map<String, byte[]>> tidy(Placement placement, AtomicLong numbers) {
        placement.clear();
        found.forEach((mark, one) -> {
            if (one.number() > 0) {
                placement.note(mark, one.document(), one.size());
            }
        });
        found.replaceAll((mark, one) -> one.number() > 0 ? one : moved(mark, one, placement, numbers));
        return members;
    }

    private Found moved(String mark, Found one, Placement placement, AtomicLong numbers) {
        long number = numbers.incrementAndGet();
        byte[] packed = Versions.pack(one.inventory(), number);
        String home = placement.place(mark, packed.length);
        members.computeIfAbsent(home, _ -> new HashMap<>()).put(mark, packed);
        changed.add(home);
        return new Found(one.inventory(), number, home, packed.length);
    }

    /// @return documents that are to be written
    Set<String> changed() {
        return changed;
    }

    /// @return documents that are to be removed after that
    Set<String> obsolete() {
        Set<String> obsolete = new HashSet<>(singles);
        obsolete.removeAll(members.keySet());
        return obsolete;
    }

    /// @return on which document an application lies, by marks
    Map<String, String> homes() {
        Map<String, String> homes = new HashMap<>();
        found.forEach((mark, one) -> homes.put(mark, one.document()));
        return homes;
    }

    List<Inventory> inventories() {
        List<Inventory> inventories = new ArrayList<>();
        found.values().forEach(one -> inventories.add(one.inventory()));
        return inventories;
    }

    static UnusableException unreadable(String document) {
        return new UnusableException(new StepOutcome.Rejected(
                Codes.INVENTORY,
                "The inventory in ConfigMap " + document
                        + " of the agent's namespace cannot be read: restore it from a backup, or delete it; the agent"
                        + " then applies everything again and prunes nothing that it does not know."));
    }
}
