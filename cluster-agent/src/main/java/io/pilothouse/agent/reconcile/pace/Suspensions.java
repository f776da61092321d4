package io.pilothouse.agent.reconcile.pace;

import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What operators stopped. Kept in the cluster, so that a restarted agent does not start what a person stopped.
/// Thread-safe
/// for reading; one thread changes it.
public final class Suspensions {
    private static final String DOCUMENT = "agent-suspensions";
    private static final String WHOLE_CLUSTER = "";

    private final InventoryStore store;
    private volatile Map<String, Entry> entries = Map.of();
    private volatile String repository = "";
    private final Set<ApplicationKey> closed = ConcurrentHashMap.newKeySet();

    public Suspensions(InventoryStore store) {
        this.store = store;
    }

    /// @param command the id of the command that stopped it
    private record Entry(String by, String reason, String at, String command) {}

    /// Reads what the cluster remembers.
    public void load() throws InventoryStore.UnusableException {
        Map<String, Entry> loaded = new LinkedHashMap<>();
        store.load(DOCUMENT)
                .ifPresent(document -> document.object("suspended").fields().forEach((path, value) -> {
                    if (value instanceof Json.Obj entry) {
                        loaded.put(
                                path,
                                new Entry(
                                        entry.text("by").orElse(""),
                                        entry.text("reason").orElse(""),
                                        entry.text("at").orElse(""),
                                        entry.text("command").orElse("")));
                    }
                }));
        entries = Map.copyOf(loaded);
    }

    /// @return true if something changed
    public boolean suspend(Command command, Instant now) throws InventoryStore.UnusableException {
        Map<String, Entry> changed = new LinkedHashMap<>(entries);
        Entry before = changed.putIfAbsent(
                path(command.application()),
                new Entry(command.issuedBy(), command.reason(), now.toString(), command.id()));
        return before == null && save(changed);
    }

    /// @return true if something changed
    public boolean resume(Optional<ApplicationKey> application) throws InventoryStore.UnusableException {
        Map<String, Entry> changed = new LinkedHashMap<>(entries);
        return changed.remove(path(application)) != null && save(changed);
    }

    private boolean save(Map<String, Entry> changed) throws InventoryStore.UnusableException {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        changed.forEach((path, entry) -> fields.put(
                path,
                Json.ofTexts(Map.of(
                        "by", entry.by(), "reason", entry.reason(), "at", entry.at(), "command", entry.command()))));
        store.store(DOCUMENT, Json.Obj.EMPTY.with("suspended", new Json.Obj(fields)));
        entries = Map.copyOf(changed);
        return true;
    }

    /// The repository itself stops the cluster, or no longer does.
    public void setByRepository(boolean isSuspended, String file) {
        repository = isSuspended ? file : "";
    }

    /// @return true if the whole cluster is stopped, by an operator or by the repository
    public boolean isClusterSuspended() {
        return entries.containsKey(WHOLE_CLUSTER) || !repository.isEmpty();
    }

    /// @return true if it is stopped, by itself or with the whole cluster
    public boolean isSuspended(ApplicationKey application) {
        return isClusterSuspended() || entries.containsKey(application.path());
    }

    /// The windows of an application opened or closed.
    public void setClosed(ApplicationKey application, boolean isClosed) {
        if (isClosed) {
            closed.add(application);
        } else {
            closed.remove(application);
        }
    }

    /// @return true if nothing is to be written for it by itself, because it is stopped or its windows are closed
    public boolean isStill(ApplicationKey application) {
        return closed.contains(application) || isSuspended(application);
    }

    /// @return true if an operator stopped just this; the whole cluster where empty
    public boolean isSuspendedByItself(Optional<ApplicationKey> application) {
        return entries.containsKey(path(application));
    }

    /// @return one sentence: who stopped it, when and why
    public String explain(ApplicationKey application) {
        Entry own = entries.get(application.path());
        Entry entry = own == null ? entries.get(WHOLE_CLUSTER) : own;
        if (entry == null) {
            return repository.isEmpty() ? "" : "The repository suspends the whole cluster: see " + repository + ".";
        }
        String what = own == null ? "The whole cluster" : "It";
        String who = entry.by().isEmpty() ? "" : " by " + entry.by();
        String why = entry.reason().isEmpty() ? "" : " (" + entry.reason() + ")";
        return what + " was suspended" + who + " at " + entry.at() + why
                + ": nothing is applied or corrected until it is" + " resumed.";
    }

    private static String path(Optional<ApplicationKey> application) {
        return application.map(ApplicationKey::path).orElse(WHOLE_CLUSTER);
    }
}
