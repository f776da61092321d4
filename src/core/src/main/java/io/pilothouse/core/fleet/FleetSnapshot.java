package io.pilothouse.core.fleet;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.status.ApplicationStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The whole fleet after the event with a given sequence number. Immutable: a reader keeps it as long as it likes.
///
/// @param sequence the last event folded in; 0 for a fleet nobody has reported on
/// @param clusters by name
/// @param commands the newest commands, oldest first, at most [FleetReducer#MAX_COMMANDS]
public record FleetSnapshot(
        long sequence, Map<String, ClusterState> clusters, SequencedMap<String, CommandState> commands) {
    public static final FleetSnapshot EMPTY = new FleetSnapshot(0, Map.of(), new LinkedHashMap<>());

    public FleetSnapshot {
        clusters = Collections.unmodifiableMap(clusters);
        commands = Collections.unmodifiableSequencedMap(commands);
    }

    public Optional<ClusterState> cluster(String name) {
        return Optional.ofNullable(clusters.get(name));
    }

    public Optional<ApplicationStatus> application(ApplicationKey key) {
        return cluster(key.cluster()).map(cluster -> cluster.applications().get(key));
    }

    public Optional<CommandState> command(String id) {
        return Optional.ofNullable(commands.get(id));
    }
}
