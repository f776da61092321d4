package io.pilothouse.agent.journal;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetEvent.ApplicationReported;
import io.pilothouse.core.fleet.FleetEvent.ClusterReported;
import io.pilothouse.core.fleet.FleetEvent.CommandAccepted;
import io.pilothouse.core.fleet.FleetEvent.CommandAdvanced;
import io.pilothouse.core.fleet.FleetEvent.ContactChanged;
import io.pilothouse.core.fleet.FleetEvent.DriftReported;
import io.pilothouse.core.fleet.FleetEvent.SliceReported;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.ObjectStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reports of which only the newest of a kind is kept: a status says how things are, so a newer one makes the
/// older one superfluous. What says that something happened, drift and the way of a command, is never merged.
///
/// Folding the result gives the same fleet as folding what went in. A newer report takes the older one's key to
/// the end, because what it says may rest on a report between the two, such as a new list of applications.
///
/// Confined to one thread.
public final class Coalescing {
    private final SequencedMap<Object, AgentReport> reports = new LinkedHashMap<>();
    private int history;
    private long merged;

    /// What makes a report supersede another.
    private sealed interface Key {
        record OfCluster() implements Key {}

        record OfSlice() implements Key {}

        record OfApplication(ApplicationKey application) implements Key {}

        record OfObjects(ApplicationKey application) implements Key {}
    }

    /// @return the reports without those that newer ones supersede, in order
    public static List<AgentReport> coalesce(Collection<AgentReport> reports) {
        Coalescing coalescing = new Coalescing();
        reports.forEach(coalescing::add);
        return coalescing.reports();
    }

    /// @return what a newer report of the same kind makes superfluous; empty for what says that something happened
    static Optional<Object> key(AgentReport report) {
        return switch (report) {
            case AgentReport.Objects objects -> Optional.of(new Key.OfObjects(objects.application()));
            case AgentReport.Event(FleetEvent event) ->
                switch (event) {
                    case ClusterReported ignored -> Optional.of(new Key.OfCluster());
                    case SliceReported ignored -> Optional.of(new Key.OfSlice());
                    case ApplicationReported e ->
                        Optional.of(new Key.OfApplication(e.status().key()));
                    case DriftReported ignored -> Optional.empty();
                    case CommandAdvanced ignored -> Optional.empty();
                    case ContactChanged ignored -> Optional.empty();
                    case CommandAccepted ignored -> Optional.empty();
                };
        };
    }

    public void add(AgentReport report) {
        switch (report) {
            case AgentReport.Objects objects -> {
                Key key = new Key.OfObjects(objects.application());
                AgentReport older = reports.remove(key);
                merged += older == null ? 0 : 1;
                reports.putLast(key, older instanceof AgentReport.Objects before ? merge(before, objects) : objects);
            }
            case AgentReport.Event(FleetEvent event) -> {
                switch (event) {
                    case ClusterReported ignored -> supersede(new Key.OfCluster(), report);
                    case SliceReported slice -> {
                        forgetOutside(slice.applications());
                        supersede(new Key.OfSlice(), report);
                    }
                    case ApplicationReported e ->
                        supersede(new Key.OfApplication(e.status().key()), report);
                    case DriftReported ignored -> keep(report);
                    case CommandAdvanced ignored -> keep(report);
                    case ContactChanged ignored -> keep(report);
                    case CommandAccepted ignored -> keep(report);
                }
            }
        }
    }

    /// Gives up the oldest report that says that something happened.
    ///
    /// @return false if there is none
    public boolean dropOldestHistory() {
        if (history == 0) {
            return false;
        }
        var all = reports.entrySet().iterator();
        while (all.hasNext()) {
            if (!(all.next().getKey() instanceof Key)) {
                all.remove();
                history--;
                return true;
            }
        }
        return false;
    }

    /// @return how many reports say that something happened: the only ones whose number has no bound
    public int history() {
        return history;
    }

    /// @return how many reports newer ones have superseded so far
    public long merged() {
        return merged;
    }

    public List<AgentReport> reports() {
        return List.copyOf(reports.values());
    }

    public boolean isEmpty() {
        return reports.isEmpty();
    }

    private void supersede(Key key, AgentReport report) {
        merged += reports.remove(key) == null ? 0 : 1;
        reports.putLast(key, report);
    }

    private void keep(AgentReport report) {
        reports.putLast(new Object(), report);
        history++;
    }

    /// What was said of an application before it left the list would come back to life if merged into what is said
    /// after its return.
    private void forgetOutside(Set<ApplicationKey> slice) {
        int before = reports.size();
        reports.keySet().removeIf(key -> switch (key) {
            case Key.OfApplication(ApplicationKey application) -> !slice.contains(application);
            case Key.OfObjects(ApplicationKey application) -> !slice.contains(application);
            default -> false;
        });
        merged += before - reports.size();
    }

    private static AgentReport.Objects merge(AgentReport.Objects older, AgentReport.Objects newer) {
        if (newer.isComplete()) {
            return newer;
        }
        Map<ResourceKey, ObjectStatus> upserted = new TreeMap<>();
        older.upserted().forEach(status -> upserted.put(status.key(), status));
        Set<ResourceKey> removed = new TreeSet<>(older.removed());
        newer.removed().forEach(key -> {
            upserted.remove(key);
            removed.add(key);
        });
        newer.upserted().forEach(status -> {
            removed.remove(status.key());
            upserted.put(status.key(), status);
        });
        return new AgentReport.Objects(
                newer.application(),
                older.isComplete(),
                List.copyOf(upserted.values()),
                older.isComplete() ? List.of() : List.copyOf(removed));
    }
}
