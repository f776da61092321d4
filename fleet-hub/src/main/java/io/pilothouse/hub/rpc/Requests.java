package io.pilothouse.hub.rpc;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.proto.v1.RunCommandRequest;
import io.pilothouse.wire.codec.Commands;
import io.pilothouse.wire.codec.Values;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Reads what clients ask, and says what is wrong with it.
final class Requests {
    private static final Duration DEFAULT_TIME = Duration.ofSeconds(60);
    private static final Duration LEAST_TIME = Duration.ofSeconds(1);
    private static final Duration MOST_TIME = Duration.ofHours(24);
    private static final int MAX_REASON_BYTES = 1_024;

    private Requests() {}

    static Command command(RunCommandRequest request, String caller, FleetSnapshot fleet) {
        ClusterState cluster = cluster(request.getCluster(), fleet);
        Optional<ApplicationKey> application = request.hasApplication()
                ? Optional.of(known(Values.fromProto(request.getApplication(), cluster.name()), fleet))
                : Optional.empty();
        if (request.getReason().getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            throw Refusals.invalid("the reason is longer than 1 KiB");
        }
        Duration time =
                request.hasTimeToLive() ? Values.fromProto(request.getTimeToLive(), "time_to_live") : DEFAULT_TIME;
        if (time.compareTo(LEAST_TIME) < 0 || time.compareTo(MOST_TIME) > 0) {
            throw Refusals.invalid("time_to_live must be from 1 s to 24 h");
        }
        Command command = new Command(
                id(request.getCommandId()),
                cluster.name(),
                application,
                Commands.fromProto(request.getVerb()),
                request.getArgument(),
                request.getReason(),
                caller,
                time);
        command.objection().ifPresent(why -> {
            throw Refusals.invalid("the command " + why);
        });
        return command;
    }

    private static String id(String id) {
        try {
            if (id.length() == 36) {
                return UUID.fromString(id).toString();
            }
        } catch (IllegalArgumentException e) {
            // The sentence below says it.
        }
        throw Refusals.invalid(
                "command_id must be a UUID, such as " + new UUID(0x0123456789ab4defL, 0x8123456789abcdefL));
    }

    /// @return the cluster of that name, or a refusal that names the one probably meant
    static ClusterState cluster(String name, FleetSnapshot fleet) {
        if (name.isEmpty()) {
            throw Refusals.invalid("cluster must be named");
        }
        return fleet.cluster(name)
                .orElseThrow(() -> Refusals.unknown("no cluster is named \"" + name + "\""
                        + Nearest.to(name, fleet.clusters().keySet())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(": its agent never connected to this hub")));
    }

    /// @return the application, or a refusal that names the one probably meant
    static ApplicationKey known(ApplicationKey key, FleetSnapshot fleet) {
        ClusterState cluster = cluster(key.cluster(), fleet);
        if (!cluster.applications().containsKey(key)) {
            throw Refusals.unknown("cluster " + cluster.name() + " has no application " + key.path()
                    + Nearest.to(
                                    key.path(),
                                    cluster.applications().keySet().stream()
                                            .map(ApplicationKey::path)
                                            .toList())
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(""));
        }
        return key;
    }
}
