package io.pilothouse.agent.uplink;

import com.google.protobuf.InvalidProtocolBufferException;
import io.pilothouse.agent.journal.RecordFile;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.wire.codec.Commands;
import io.pilothouse.wire.codec.MalformedMessageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The last commands and what became of them, on disk, so that an id is run once even if the hub sends it again
/// after a restart of either side.
///
/// A file of states to which each change is appended; written anew when it has grown to several times its content.
/// Confined to one thread.
public final class CommandMemory implements Closeable {
    /// Commands older than the newest 1,000 are forgotten. The hub forgets at the same number.
    static final int REMEMBERED = 1_000;

    private static final int REWRITE_AT = 4 * REMEMBERED;

    private final Path path;
    private final SequencedMap<String, CommandState> states = new LinkedHashMap<>();
    private RecordFile file;

    private CommandMemory(Path path, RecordFile file) {
        this.path = path;
        this.file = file;
    }

    public static CommandMemory open(Path path) throws IOException {
        CommandMemory memory = new CommandMemory(path, RecordFile.open(path));
        for (int i = 0; i < memory.file.count(); i++) {
            memory.learn(memory.file.read(i));
        }
        return memory;
    }

    private void learn(byte[] record) {
        try {
            put(Commands.fromProto(io.pilothouse.proto.v1.CommandState.parseFrom(record)));
        } catch (InvalidProtocolBufferException | MalformedMessageException e) {
            // Written by another version: its id may run again, which does no harm.
        }
    }

    Optional<CommandState> find(String id) {
        return Optional.ofNullable(states.get(id));
    }

    /// @return commands that were under way when the agent ended
    List<CommandState> unfinished() {
        return states.values().stream()
                .filter(state -> !state.phase().isFinal())
                .toList();
    }

    /// Remembers, on disk, before it returns.
    void remember(CommandState state) throws IOException {
        put(state);
        if (file.count() >= REWRITE_AT) {
            RecordFile rewritten =
                    RecordFile.create(path, states.values().stream().map(CommandMemory::encode));
            file.close();
            file = rewritten;
        } else {
            file.append(List.of(encode(state)));
            file.force();
        }
    }

    private void put(CommandState state) {
        states.putLast(state.command().id(), state);
        if (states.size() > REMEMBERED) {
            states.pollFirstEntry();
        }
    }

    private static byte[] encode(CommandState state) {
        return Commands.toProto(state).toByteArray();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
