package io.pilothouse.hub.ledger;

import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.AgentReport.Sequenced;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetEvent.CommandAccepted;
import io.pilothouse.core.fleet.FleetEvent.CommandAdvanced;
import io.pilothouse.core.fleet.FleetEvent.ContactChanged;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetEvent.SliceReported;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.Contact;
import io.pilothouse.hub.ledger.AgentPosition.Resumption;
import io.pilothouse.hub.ledger.Commit.DetailChange;
import io.pilothouse.hub.ledger.LedgerException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// One commit while it is put together. Submissions are judged against the state before and what stands in the commit
/// already; a refused one leaves no trace in it. Does no I/O but looking up old commands. Confined to the ledger's
/// thread.
final class Assembly {
    /// A command's outcome is one sentence; what is longer is cut, for every client gets the newest thousand at
    /// once.
    private static final int MAX_MESSAGE = 1_000;

    private final FleetSnapshot before;
    private final Map<String, AgentPosition> positionsBefore;
    private final Function<String, Optional<CommandState>> history;
    private final Instant at;

    private long sequence;
    private final List<Recorded> events = new ArrayList<>();
    private final Map<String, AgentPosition> positions = new HashMap<>();
    private final List<DetailChange> details = new ArrayList<>();
    private final Map<String, Contact> contacts = new HashMap<>();
    private final Map<String, CommandState> commands = new HashMap<>();
    private final List<Runnable> answers = new ArrayList<>();
    private final List<CompletableFuture<?>> waiting = new ArrayList<>();

    Assembly(
            FleetSnapshot before,
            Map<String, AgentPosition> positionsBefore,
            Function<String, Optional<CommandState>> history,
            Instant at) {
        this.before = before;
        this.positionsBefore = positionsBefore;
        this.history = history;
        this.at = at;
        this.sequence = before.sequence();
    }

    void add(Submission submission) {
        switch (submission) {
            case Submission.Attach attach -> attach(attach);
            case Submission.Reports reports -> reports(reports);
            case Submission.ContactSeen seen -> answer(seen.answer(), contact(seen.cluster(), seen.contact()));
            case Submission.Order order -> order(order);
            case Submission.Advance advance ->
                answer(
                        advance.answer(),
                        advance(advance.cluster(), advance.commandId(), advance.phase(), advance.message()));
        }
    }

    Commit commit() {
        return new Commit(at, events, positions, details);
    }

    /// Tells everybody who waits that it is durable.
    void succeed() {
        answers.forEach(Runnable::run);
    }

    /// Tells everybody who waits that it is not.
    void fail(LedgerException failure) {
        waiting.forEach(answer -> answer.completeExceptionally(failure));
    }

    private void attach(Submission.Attach attach) {
        Resumption resumption =
                AgentPosition.resume(position(attach.cluster()), attach.epoch(), attach.first(), attach.last());
        move(attach.cluster(), resumption.position());
        contact(attach.cluster(), Contact.CONNECTED);
        answer(attach.answer(), resumption);
    }

    private void reports(Submission.Reports batch) {
        Optional<AgentPosition> position =
                position(batch.cluster()).filter(known -> known.epoch().equals(batch.epoch()));
        if (position.isEmpty()) {
            refuse(
                    batch.answer(),
                    Reason.GAP,
                    "reports are of a journal that another connection of this agent replaced");
            return;
        }
        long acked = position.get().acked();
        List<Sequenced> fresh = batch.reports().stream()
                .filter(report -> report.sequence() > acked)
                .toList();
        if (fresh.isEmpty()) {
            answer(batch.answer(), acked);
            return;
        }
        long first = fresh.getFirst().sequence();
        if (acked != AgentPosition.ANY && first != acked + 1) {
            move(batch.cluster(), new AgentPosition(batch.epoch(), acked, true));
            refuse(
                    batch.answer(),
                    Reason.GAP,
                    "report " + first + " does not follow report " + acked + ": connect again and continue after the"
                            + " number in Welcome");
            return;
        }
        fresh.forEach(report -> take(batch.cluster(), report.report()));
        long last = fresh.getLast().sequence();
        move(batch.cluster(), new AgentPosition(batch.epoch(), last));
        answer(batch.answer(), last);
    }

    private void take(String cluster, AgentReport report) {
        switch (report) {
            case AgentReport.Objects objects -> details.add(new DetailChange.Objects(objects));
            case AgentReport.Event reported -> {
                switch (reported.event()) {
                    case SliceReported slice -> {
                        record(slice);
                        details.add(new DetailChange.Retain(cluster, slice.applications()));
                    }
                    case CommandAdvanced advanced -> {
                        // Only the hub says that a command was sent.
                        if (advanced.phase().compareTo(CommandPhase.RUNNING) >= 0) {
                            advance(cluster, advanced.commandId(), advanced.phase(), advanced.message());
                        }
                    }
                    case FleetEvent.ClusterReported event -> record(event);
                    case FleetEvent.ApplicationReported event -> record(event);
                    case FleetEvent.DriftReported event -> record(event);
                    case ContactChanged event -> throw onlyOurs(event);
                    case CommandAccepted event -> throw onlyOurs(event);
                }
            }
        }
    }

    private static IllegalArgumentException onlyOurs(FleetEvent event) {
        return new IllegalArgumentException(
                "an agent reported " + event.getClass().getSimpleName() + ", which only the hub makes");
    }

    private boolean contact(String cluster, Contact contact) {
        Contact current = Optional.ofNullable(contacts.get(cluster))
                .or(() -> before.cluster(cluster).map(ClusterState::contact))
                .orElse(Contact.NEVER);
        if (current == contact) {
            return false;
        }
        contacts.put(cluster, contact);
        record(new ContactChanged(cluster, contact));
        return true;
    }

    private void order(Submission.Order order) {
        Command command = order.command();
        Optional<CommandState> known = command(command.id());
        if (known.isEmpty()) {
            CommandState state = new CommandState(command, CommandPhase.ACCEPTED, "", at, at);
            commands.put(command.id(), state);
            record(new CommandAccepted(command));
            answer(order.answer(), new Taken(sequence, state));
        } else if (known.get().command().equals(command)) {
            answer(order.answer(), new Taken(0, known.get()));
        } else {
            refuse(
                    order.answer(),
                    Reason.ID_TAKEN,
                    "command " + command.id() + " exists and asks for something else: use a new id");
        }
    }

    /// A command goes forward only, and only by its own cluster's agent.
    private boolean advance(String cluster, String id, CommandPhase phase, String message) {
        Optional<CommandState> known = command(id)
                .filter(state -> state.command().cluster().equals(cluster)
                        && !state.phase().isFinal()
                        && phase.compareTo(state.phase()) > 0);
        if (known.isEmpty()) {
            return false;
        }
        CommandState state = known.get();
        String sentence = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
        commands.put(id, new CommandState(state.command(), phase, sentence, state.issuedAt(), at));
        record(new CommandAdvanced(cluster, id, phase, sentence));
        return true;
    }

    private Optional<AgentPosition> position(String cluster) {
        return Optional.ofNullable(positions.get(cluster)).or(() -> Optional.ofNullable(positionsBefore.get(cluster)));
    }

    private void move(String cluster, AgentPosition position) {
        if (!Optional.of(position).equals(Optional.ofNullable(positionsBefore.get(cluster)))
                || positions.containsKey(cluster)) {
            positions.put(cluster, position);
        }
    }

    private Optional<CommandState> command(String id) {
        return Optional.ofNullable(commands.get(id))
                .or(() -> before.command(id))
                .or(() -> history.apply(id));
    }

    private void record(FleetEvent event) {
        events.add(new Recorded(++sequence, at, event));
    }

    private <T> void answer(CompletableFuture<T> answer, T value) {
        waiting.add(answer);
        answers.add(() -> answer.complete(value));
    }

    private static void refuse(CompletableFuture<?> answer, Reason reason, String message) {
        answer.completeExceptionally(new LedgerException(reason, message));
    }
}
