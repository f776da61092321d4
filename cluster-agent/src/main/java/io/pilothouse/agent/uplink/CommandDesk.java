package io.pilothouse.agent.uplink;

import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes commands in, runs each id once, and reports how it went.
///
/// What stops the agent or lets it go on has a lane of its own beside what makes it write, so that stopping a cluster
/// never waits for a slow Git server; within a lane commands keep their order. A command that waited longer than it may
/// live expires. Time is monotonic and counts from its arrival, so clocks that disagree cannot revive an old order.
///
/// Confined to the uplink's thread, but for the commands themselves, which run on threads of their own, one a
/// lane.
final class CommandDesk {
    private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);
    /// More commands than these at once are refused.
    static final int MAX_WAITING = 100;

    private enum Lane {
        SYNC,
        CONTROL;

        static Lane of(Command.Verb verb) {
            return switch (verb) {
                case SYNC_NOW, APPROVE, UNDO -> SYNC;
                case SUSPEND, RESUME, CANCEL -> CONTROL;
            };
        }
    }

    private record Waiting(Command command, long deadline) {}

    private final CommandMemory memory;
    private final Orders orders;
    private final Consumer<AgentReport> reports;
    private final Executor owner;
    private final InstantSource clock;
    private final Map<Lane, Deque<Waiting>> waiting = new EnumMap<>(Lane.class);
    private final Map<Lane, Command> running = new EnumMap<>(Lane.class);

    /// @param owner runs on the uplink's thread
    CommandDesk(
            CommandMemory memory, Orders orders, Consumer<AgentReport> reports, Executor owner, InstantSource clock) {
        this.memory = memory;
        this.orders = orders;
        this.reports = reports;
        this.owner = owner;
        this.clock = clock;
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
        }
    }

    /// Begins again what was under way when the agent ended. It was begun in time, so it does not expire.
    void recover(long now) {
        for (CommandState state : memory.unfinished()) {
            enqueue(new Waiting(state.command(), Long.MAX_VALUE));
        }
        advance(now);
    }

    void take(Command command, long now) {
        Optional<CommandState> known = memory.find(command.id());
        if (known.isPresent()) {
            report(command, known.get().phase(), known.get().message());
        } else if (!isWaiting(command.id())) {
            if (waiting.values().stream().mapToInt(Deque::size).sum() >= MAX_WAITING) {
                end(
                        command,
                        CommandPhase.REFUSED,
                        "the agent has " + MAX_WAITING + " commands waiting; try again later");
            } else {
                long timeToLive = Math.min(
                        command.timeToLive().toMillis(), Duration.ofDays(1).toMillis());
                enqueue(new Waiting(command, now + Duration.ofMillis(timeToLive).toNanos()));
            }
        }
        advance(now);
    }

    /// Says no to an order that cannot be understood.
    void refuse(String cluster, String id, String message) {
        report(cluster, id, CommandPhase.REFUSED, message);
    }

    /// Begins what can begin and expires what waited too long.
    ///
    /// @return nanoseconds until the next one expires
    long advance(long now) {
        long next = Long.MAX_VALUE;
        for (Lane lane : Lane.values()) {
            Deque<Waiting> queue = waiting(lane);
            for (Waiting one : queue.stream().filter(w -> isExpired(w, now)).toList()) {
                queue.remove(one);
                end(
                        one.command(),
                        CommandPhase.EXPIRED,
                        "it waited longer than its time to live before it could begin");
            }
            if (!running.containsKey(lane) && !queue.isEmpty()) {
                begin(lane, queue.removeFirst().command());
            }
            for (Waiting one : queue) {
                next = one.deadline() == Long.MAX_VALUE ? next : Math.min(next, one.deadline() - now);
            }
        }
        return next;
    }

    private static boolean isExpired(Waiting one, long now) {
        return one.deadline() != Long.MAX_VALUE && one.deadline() - now <= 0;
    }

    private void begin(Lane lane, Command command) {
        running.put(lane, command);
        remember(command, CommandPhase.RUNNING, "");
        report(command, CommandPhase.RUNNING, "");
        Thread.ofVirtual().name("command-" + lane).start(() -> {
            Orders.Outcome outcome = run(command);
            owner.execute(() -> {
                running.remove(lane);
                end(command, outcome.phase(), outcome.message());
            });
        });
    }

    private Orders.Outcome run(Command command) {
        try {
            return orders.run(command);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("command", command.id())
                    .setCause(e)
                    .log("A command failed by a defect of the agent");
            return new Orders.Outcome(CommandPhase.FAILED, "the agent failed on it; its log says why");
        }
    }

    private void end(Command command, CommandPhase phase, String message) {
        LOG.atInfo()
                .addKeyValue("command", command.id())
                .addKeyValue("verb", command.verb())
                .addKeyValue("by", command.issuedBy())
                .addKeyValue("outcome", phase)
                .log("Command ended: {}", message);
        remember(command, phase, message);
        report(command, phase, message);
    }

    private void remember(Command command, CommandPhase phase, String message) {
        try {
            memory.remember(new CommandState(command, phase, message, clock.instant(), clock.instant()));
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("command", command.id())
                    .addKeyValue("why", e.getMessage())
                    .log("A command could not be remembered on disk; after a restart it may run again, which does"
                            + " no harm");
        }
    }

    private void report(Command command, CommandPhase phase, String message) {
        report(command.cluster(), command.id(), phase, message);
    }

    private void report(String cluster, String id, CommandPhase phase, String message) {
        reports.accept(new AgentReport.Event(new FleetEvent.CommandAdvanced(cluster, id, phase, message)));
    }

    private boolean isWaiting(String id) {
        return waiting.values().stream()
                .flatMap(Deque::stream)
                .anyMatch(one -> one.command().id().equals(id));
    }

    private void enqueue(Waiting one) {
        waiting(Lane.of(one.command().verb())).addLast(one);
    }

    private Deque<Waiting> waiting(Lane lane) {
        return java.util.Objects.requireNonNull(waiting.get(lane));
    }
}
