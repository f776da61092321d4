package io.pilothouse.core.fleet;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.fleet.FleetEvent.ApplicationReported;
import io.pilothouse.core.fleet.FleetEvent.ClusterReported;
import io.pilothouse.core.fleet.FleetEvent.CommandAccepted;
import io.pilothouse.core.fleet.FleetEvent.CommandAdvanced;
import io.pilothouse.core.fleet.FleetEvent.ContactChanged;
import io.pilothouse.core.fleet.FleetEvent.DriftReported;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetEvent.SliceReported;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.Contact;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Folds events into the fleet's state. The same function runs in the hub, in each replica of it and in every desktop,
/// so that all of them agree.
///
/// Works on batches: the map of clusters is copied once a batch and a cluster's applications once a batch in which they
/// change, so the cost of an event falls as the rate rises.
public final class FleetReducer {
    /// More commands than these are forgotten by the fold, the oldest finished ones first. The ledger keeps them
    /// all.
    public static final int MAX_COMMANDS = 1_000;

    private FleetReducer() {}

    /// A fold's result: the new state, and what to look at again.
    ///
    /// @param snapshot the state after the batch
    /// @param clusters the clusters of which anything changed
    public record Folded(FleetSnapshot snapshot, Set<String> clusters) {}

    /// Folds a batch in.
    ///
    /// @param before the state before
    /// @param events in order of their sequence; those that `before` already has are passed over, so a repeated
    ///     delivery does no harm
    public static Folded fold(FleetSnapshot before, List<Recorded> events) {
        Fold fold = new Fold(before);
        for (Recorded recorded : events) {
            if (recorded.sequence() > fold.sequence) {
                fold.apply(recorded);
            }
        }
        return fold.result();
    }

    /// The state while a batch is folded in. Confined to one call of [#fold].
    private static final class Fold {
        private long sequence;
        private final Map<String, ClusterState> clusters;
        private final Map<String, Draft> drafts = new HashMap<>();
        private final LinkedHashMap<String, CommandState> commands;
        private final Set<String> dirty = new HashSet<>();

        Fold(FleetSnapshot before) {
            sequence = before.sequence();
            clusters = new HashMap<>(before.clusters());
            commands = new LinkedHashMap<>(before.commands());
        }

        void apply(Recorded recorded) {
            Instant at = recorded.at();
            sequence = recorded.sequence();
            switch (recorded.event()) {
                case ClusterReported e -> draft(e.cluster()).describe(e.status(), at);
                case SliceReported e -> draft(e.cluster()).retain(e.revision(), e.applications(), at);
                case ApplicationReported e -> draft(e.cluster()).put(e.status(), at);
                case DriftReported ignored -> {}
                case ContactChanged e -> draft(e.cluster()).contact(e.contact(), at);
                case CommandAccepted e -> {
                    dirty.add(e.cluster());
                    commands.put(e.command().id(), new CommandState(e.command(), CommandPhase.ACCEPTED, "", at, at));
                }
                case CommandAdvanced e -> advance(e, at);
            }
        }

        Folded result() {
            drafts.forEach((name, draft) -> clusters.put(name, draft.finish()));
            dirty.addAll(drafts.keySet());
            forgetOldCommands();
            return new Folded(new FleetSnapshot(sequence, clusters, commands), Set.copyOf(dirty));
        }

        private Draft draft(String cluster) {
            return drafts.computeIfAbsent(
                    cluster, name -> new Draft(clusters.getOrDefault(name, ClusterState.unknown(name))));
        }

        /// A command moves forward only: an outcome that overtakes `SENT` on its way stays.
        private void advance(CommandAdvanced e, Instant at) {
            commands.computeIfPresent(e.commandId(), (id, state) -> {
                if (state.phase().isFinal() || e.phase().compareTo(state.phase()) < 0) {
                    return state;
                }
                dirty.add(e.cluster());
                return new CommandState(state.command(), e.phase(), e.message(), state.issuedAt(), at);
            });
        }

        private void forgetOldCommands() {
            int excess = commands.size() - MAX_COMMANDS;
            if (excess <= 0) {
                return;
            }
            List<String> oldest = commands.values().stream()
                    .filter(state -> state.phase().isFinal())
                    .limit(excess)
                    .map(state -> state.command().id())
                    .toList();
            oldest.forEach(commands::remove);
        }
    }

    /// A cluster while a batch is folded in: its applications are copied once, not once an event.
    private static final class Draft {
        private final String name;
        private ClusterStatus status;
        private Contact contact;
        private Instant contactSince;
        private Instant reportedAt;
        private Revision slice;
        private final TreeMap<ApplicationKey, ApplicationStatus> applications;

        Draft(ClusterState before) {
            name = before.name();
            status = before.status();
            contact = before.contact();
            contactSince = before.contactSince();
            reportedAt = before.reportedAt();
            slice = before.slice();
            applications = new TreeMap<>(before.applications());
        }

        void describe(ClusterStatus described, Instant at) {
            status = described;
            reportedAt = at;
        }

        void retain(Revision revision, Set<ApplicationKey> all, Instant at) {
            applications.keySet().retainAll(all);
            slice = revision;
            reportedAt = at;
        }

        void put(ApplicationStatus application, Instant at) {
            applications.put(application.key(), application);
            reportedAt = at;
        }

        void contact(Contact changed, Instant at) {
            if (contact != changed) {
                contact = changed;
                contactSince = at;
            }
        }

        ClusterState finish() {
            return new ClusterState(name, status, contact, contactSince, reportedAt, slice, applications);
        }
    }
}
