package io.pilothouse.wire.codec;

import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.proto.v1.CommandAdvanced;
import java.util.Optional;

/// Commands and how far they are.
public final class Commands {
    private Commands() {}

    public static io.pilothouse.proto.v1.Verb toProto(Command.Verb verb) {
        return io.pilothouse.proto.v1.Verb.valueOf("VERB_" + verb.name());
    }

    public static Command.Verb fromProto(io.pilothouse.proto.v1.Verb verb) {
        return switch (verb) {
            case VERB_SYNC_NOW -> Command.Verb.SYNC_NOW;
            case VERB_SUSPEND -> Command.Verb.SUSPEND;
            case VERB_RESUME -> Command.Verb.RESUME;
            case VERB_CANCEL -> Command.Verb.CANCEL;
            case VERB_APPROVE -> Command.Verb.APPROVE;
            case VERB_UNDO -> Command.Verb.UNDO;
            case VERB_UNSPECIFIED, UNRECOGNIZED ->
                throw new MalformedMessageException("the command's verb is not one this version knows");
        };
    }

    static io.pilothouse.proto.v1.CommandPhase toProto(CommandPhase phase) {
        return io.pilothouse.proto.v1.CommandPhase.valueOf("COMMAND_PHASE_" + phase.name());
    }

    static CommandPhase fromProto(io.pilothouse.proto.v1.CommandPhase phase) {
        return switch (phase) {
            case COMMAND_PHASE_ACCEPTED -> CommandPhase.ACCEPTED;
            case COMMAND_PHASE_SENT -> CommandPhase.SENT;
            case COMMAND_PHASE_RUNNING -> CommandPhase.RUNNING;
            case COMMAND_PHASE_SUCCEEDED -> CommandPhase.SUCCEEDED;
            case COMMAND_PHASE_FAILED -> CommandPhase.FAILED;
            case COMMAND_PHASE_REFUSED -> CommandPhase.REFUSED;
            case COMMAND_PHASE_EXPIRED -> CommandPhase.EXPIRED;
            case COMMAND_PHASE_UNSPECIFIED, UNRECOGNIZED ->
                throw new MalformedMessageException("the command's phase is not one this version knows");
        };
    }

    public static io.pilothouse.proto.v1.Command toProto(Command command) {
        var proto = io.pilothouse.proto.v1.Command.newBuilder()
                .setId(command.id())
                .setCluster(command.cluster())
                .setVerb(toProto(command.verb()))
                .setArgument(command.argument())
                .setReason(command.reason())
                .setIssuedBy(command.issuedBy())
                .setTimeToLive(Values.toProto(command.timeToLive()));
        command.application().ifPresent(key -> proto.setApplication(Values.toProto(key)));
        return proto.build();
    }

    /// @param cluster whose agent it is for, where the message leaves it out
    public static Command fromProto(io.pilothouse.proto.v1.Command proto, String cluster) {
        if (proto.getId().isEmpty()) {
            throw new MalformedMessageException("the command has no id");
        }
        return new Command(
                proto.getId(),
                cluster,
                proto.hasApplication()
                        ? Optional.of(Values.fromProto(proto.getApplication(), cluster))
                        : Optional.empty(),
                fromProto(proto.getVerb()),
                proto.getArgument(),
                proto.getReason(),
                proto.getIssuedBy(),
                Values.fromProto(proto.getTimeToLive(), "time_to_live"));
    }

    public static io.pilothouse.proto.v1.CommandState toProto(CommandState state) {
        return io.pilothouse.proto.v1.CommandState.newBuilder()
                .setCommand(toProto(state.command()))
                .setPhase(toProto(state.phase()))
                .setMessage(state.message())
                .setIssuedAt(Values.toProto(state.issuedAt()))
                .setChangedAt(Values.toProto(state.changedAt()))
                .build();
    }

    public static CommandState fromProto(io.pilothouse.proto.v1.CommandState proto) {
        return new CommandState(
                fromProto(proto.getCommand(), proto.getCommand().getCluster()),
                fromProto(proto.getPhase()),
                proto.getMessage(),
                Values.fromProto(proto.getIssuedAt(), "issued_at"),
                Values.fromProto(proto.getChangedAt(), "changed_at"));
    }

    static CommandAdvanced toProto(io.pilothouse.core.fleet.FleetEvent.CommandAdvanced advanced) {
        return CommandAdvanced.newBuilder()
                .setCommandId(advanced.commandId())
                .setPhase(toProto(advanced.phase()))
                .setMessage(advanced.message())
                .build();
    }

    static io.pilothouse.core.fleet.FleetEvent.CommandAdvanced fromProto(CommandAdvanced proto, String cluster) {
        return new io.pilothouse.core.fleet.FleetEvent.CommandAdvanced(
                cluster, proto.getCommandId(), fromProto(proto.getPhase()), proto.getMessage());
    }
}
