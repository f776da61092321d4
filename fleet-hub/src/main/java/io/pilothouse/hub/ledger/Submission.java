package io.pilothouse.hub.ledger;

import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.AgentReport.Sequenced;
import io.pilothouse.core.status.Contact;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Something that waits for the ledger's thread, and who waits for its answer. An answer is given when the submission
/// is durable.
sealed interface Submission {
    CompletableFuture<?> answer();

    /// @return its weight in the queue, in bytes, more or less
    default int bytes() {
        return 256;
    }

    /// An agent said hello.
    record Attach(
            String cluster, String epoch, long first, long last, CompletableFuture<AgentPosition.Resumption> answer)
            implements Submission {}

    /// An agent reported.
    record Reports(String cluster, String epoch, List<Sequenced> reports, int bytes, CompletableFuture<Long> answer)
            implements Submission {}

    /// Contact with an agent is thus now. Nothing is recorded if it was so before.
    record ContactSeen(String cluster, Contact contact, CompletableFuture<Boolean> answer) implements Submission {}

    /// An operator gave a command.
    record Order(Command command, CompletableFuture<Taken> answer) implements Submission {}

    /// The hub sent a command or gave it up. Nothing is recorded if it is further already.
    record Advance(
            String cluster, String commandId, CommandPhase phase, String message, CompletableFuture<Boolean> answer)
            implements Submission {}
}
