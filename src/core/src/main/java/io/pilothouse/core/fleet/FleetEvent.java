package io.pilothouse.core.fleet;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.DriftRecord;
import java.time.Instant;
import java.util.Set;

/// Something that happened in the fleet. The ledger is a sequence of these, and the fleet's state is their fold.
public sealed interface FleetEvent {

    /// @return whose cluster it is about
    String cluster();

    /// An agent described its cluster.
    record ClusterReported(String cluster, ClusterStatus status) implements FleetEvent {}

    /// An agent's slice now has exactly these applications; what it had beside them is gone from the slice.
    record SliceReported(String cluster, Revision revision, Set<ApplicationKey> applications) implements FleetEvent {
        public SliceReported {
            applications = Set.copyOf(applications);
        }
    }

    /// An agent described one application.
    record ApplicationReported(ApplicationStatus status) implements FleetEvent {
        @Override
        public String cluster() {
            return status.key().cluster();
        }
    }

    /// An agent saw drift. History only: the fold does not change.
    record DriftReported(DriftRecord drift) implements FleetEvent {
        @Override
        public String cluster() {
            return drift.application().cluster();
        }
    }

    /// The hub heard from an agent again, or no longer hears from it.
    record ContactChanged(String cluster, Contact contact) implements FleetEvent {}

    /// The hub took a command into its ledger.
    record CommandAccepted(Command command) implements FleetEvent {
        @Override
        public String cluster() {
            return command.cluster();
        }
    }

    /// A command came further.
    ///
    /// @param commandId which
    /// @param phase how far
    /// @param message one sentence, empty before the end
    record CommandAdvanced(String cluster, String commandId, CommandPhase phase, String message)
            implements FleetEvent {}

    /// An event in its place in the ledger.
    ///
    /// @param sequence position in the ledger, from 1, without gaps
    /// @param at when the hub took it in, by the hub's clock
    /// @param event what happened
    record Recorded(long sequence, Instant at, FleetEvent event) {}
}
