package io.pilothouse.agent.reconcile.pace;

import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.ClusterSpec;
import io.pilothouse.core.window.Freeze;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What stands still: what operators stopped or froze, what the repository freezes, and what is outside of its windows.
/// What operators say is kept in the cluster, so that a restarted agent does not start what a person stopped.
/// Thread-safe for reading; one thread changes it.
public final class Suspensions {
    private static final String DOCUMENT = "agent-suspensions";
    private static final String WHOLE_CLUSTER = "";
    private static final Duration KEPT = Duration.ofDays(30);

    private final InventoryStore store;
    private final InstantSource clock;
    private volatile Map<String, Suspension> entries = Map.of();
    private volatile Repository repository = new Repository("", List.of());
    private final Set<ApplicationKey> closed = ConcurrentHashMap.newKeySet();
    private final Set<ApplicationKey> overruled = ConcurrentHashMap.newKeySet();

    /// What the repository says.
    ///
    /// @param suspendedBy the file that stops the whole cluster; empty if none does
    private record Repository(String suspendedBy, List<Freeze> freezes) {}

    public Suspensions(InventoryStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Reads what the cluster remembers.
    public void load() throws InventoryStore.UnusableException {
        Map<String, Suspension> loaded = new LinkedHashMap<>();
        store.load(DOCUMENT)
                .ifPresent(document -> document.object("suspended").fields().forEach((path, value) -> {
                    if (value instanceof Json.Obj entry) {
                        loaded.put(path, Suspension.read(entry));
                    }
                }));
        entries = Map.copyOf(loaded);
        overruled.clear();
    }

    /// A freeze takes the place of another, and what is stopped for good stays so.
    ///
    /// @return true if something changed
    public boolean suspend(Command command, Instant now) throws InventoryStore.UnusableException {
        Suspension newest = Suspension.of(command, now);
        Optional<Suspension> before = inForce(path(command.application()));
        if (before.filter(known -> !known.isFreeze() || known.until().equals(newest.until()))
                .isPresent()) {
            return false;
        }
        Map<String, Suspension> changed = new LinkedHashMap<>(entries);
        changed.put(path(command.application()), newest);
        save(changed);
        return true;
    }

    /// @return true if something changed
    public boolean resume(Optional<ApplicationKey> application) throws InventoryStore.UnusableException {
        Map<String, Suspension> changed = new LinkedHashMap<>(entries);
        boolean wasInForce = inForce(path(application)).isPresent();
        if (changed.remove(path(application)) != null) {
            save(changed);
        }
        return wasInForce;
    }

    private void save(Map<String, Suspension> changed) throws InventoryStore.UnusableException {
        // long after its end only: a clock that was set wrong for a moment must lift no freeze for good
        Instant longAgo = clock.instant().minus(KEPT);
        changed.values().removeIf(entry -> !entry.isInForce(longAgo));
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        changed.forEach((path, entry) -> fields.put(path, entry.written()));
        store.store(DOCUMENT, Json.Obj.EMPTY.with("suspended", new Json.Obj(fields)));
        entries = Map.copyOf(changed);
    }

    /// Takes what the repository says of the cluster.
    ///
    /// @param file that describes the cluster
    /// @return true if something changed
    public boolean setByRepository(ClusterSpec cluster, String file) {
        Repository newest = new Repository(cluster.isSuspended() ? file : "", cluster.freezes());
        boolean isNew = !newest.equals(repository);
        repository = newest;
        return isNew;
    }

    /// @return true if the whole cluster stands still, by an operator's word or by the repository's
    public boolean isClusterSuspended() {
        return inForce(WHOLE_CLUSTER).isPresent()
                || !repository.suspendedBy().isEmpty()
                || freezes().anyMatch(freeze -> freeze.namespace().isEmpty());
    }

    /// @return true if it stands still, by itself or with the whole cluster, and nobody overruled that
    public boolean isSuspended(ApplicationKey application) {
        return isStopped(application) || (isFrozen(application) && !overruled.contains(application));
    }

    private boolean isStopped(ApplicationKey application) {
        return !repository.suspendedBy().isEmpty() || entriesOf(application).anyMatch(entry -> !entry.isFreeze());
    }

    private boolean isFrozen(ApplicationKey application) {
        return entriesOf(application).anyMatch(Suspension::isFreeze)
                || freezes().anyMatch(freeze -> freeze.isAbout(application));
    }

    private Stream<Suspension> entriesOf(ApplicationKey application) {
        return Stream.concat(inForce(application.path()).stream(), inForce(WHOLE_CLUSTER).stream());
    }

    private Stream<Freeze> freezes() {
        Instant now = clock.instant();
        return repository.freezes().stream().filter(freeze -> freeze.isInForce(now));
    }

    private Optional<Suspension> inForce(String path) {
        return Optional.ofNullable(entries.get(path)).filter(entry -> entry.isInForce(clock.instant()));
    }

    /// An emergency: a freeze does not hold for the next run of one application that a person commands. What was
    /// stopped for good has to be resumed.
    ///
    /// @return false if it is stopped for good
    public boolean overrule(ApplicationKey application) {
        boolean isAllowed = !isStopped(application);
        if (isAllowed) {
            overruled.add(application);
        }
        return isAllowed;
    }

    /// @return true if freezes do not hold for it just now
    public boolean isOverruled(ApplicationKey application) {
        return overruled.contains(application);
    }

    /// Freezes hold again.
    public void endOverruling(ApplicationKey application) {
        overruled.remove(application);
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

    /// @return when after a date a freeze that concerns it begins or ends
    public Optional<Instant> nextChange(ApplicationKey application, Instant after) {
        return Stream.concat(
                        Stream.of(application.path(), WHOLE_CLUSTER)
                                .flatMap(path -> Optional.ofNullable(entries.get(path)).stream())
                                .filter(entry -> entry.isInForce(after))
                                .flatMap(entry -> entry.until().stream()),
                        repository.freezes().stream()
                                .filter(freeze -> freeze.isAbout(application))
                                .flatMap(freeze -> freeze.nextChange(after).stream()))
                .min(Comparator.naturalOrder());
    }

    /// @return one sentence: who stopped it, when, why, and until when
    public String explain(ApplicationKey application) {
        return inForce(application.path())
                .map(own -> own.explain("It"))
                .orElseGet(() -> explainWhole(freezes().filter(freeze -> freeze.isAbout(application))));
    }

    /// @return the same about the whole cluster; empty if it does not stand still
    public String explainCluster() {
        return explainWhole(freezes().filter(freeze -> freeze.namespace().isEmpty()));
    }

    private String explainWhole(Stream<Freeze> inForce) {
        if (!repository.suspendedBy().isEmpty()) {
            return "The repository suspends the whole cluster: see " + repository.suspendedBy() + ".";
        }
        return inForce(WHOLE_CLUSTER)
                .map(whole -> whole.explain("The whole cluster"))
                .or(() -> inForce.max(Comparator.comparing(Freeze::until)).map(Freeze::explain))
                .orElse("");
    }

    private static String path(Optional<ApplicationKey> application) {
        return application.map(ApplicationKey::path).orElse(WHOLE_CLUSTER);
    }
}
