package io.pilothouse.agent.reconcile;

import io.pilothouse.core.command.Command;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// What others ask of the reconciler's thread. Nudges are coalesced; of commands at most [#MOST_COMMANDS] wait. Any
/// thread
/// asks, one answers.
final class Desk {
    private static final int MOST_COMMANDS = 100;

    private final Queue<Order> orders = new ArrayDeque<>();
    private boolean isNudged;
    private boolean isResync;
    private boolean isChanged;
    private boolean isClosed;

    /// A command and where its outcome is awaited.
    record Order(Command command, CompletableFuture<CommandOutcome> outcome) {}

    /// Everything that was asked.
    record Requests(List<Order> orders, boolean isNudged, boolean isResync, boolean isClosed) {}

    synchronized void nudge() {
        isNudged = true;
        notifyAll();
    }

    synchronized void resync() {
        isResync = true;
        notifyAll();
    }

    /// Something that is reported of the cluster may have changed.
    synchronized void change() {
        isChanged = true;
        notifyAll();
    }

    synchronized CompletableFuture<CommandOutcome> order(Command command) {
        CompletableFuture<CommandOutcome> outcome = new CompletableFuture<>();
        if (isClosed) {
            outcome.complete(CommandOutcome.STOPPING);
        } else if (orders.size() >= MOST_COMMANDS) {
            outcome.complete(CommandOutcome.failed(
                    "The agent has " + MOST_COMMANDS + " commands waiting already: try again in a minute."));
        } else {
            orders.add(new Order(command, outcome));
            notifyAll();
        }
        return outcome;
    }

    synchronized void close() {
        isClosed = true;
        orders.forEach(order -> order.outcome().complete(CommandOutcome.STOPPING));
        orders.clear();
        notifyAll();
    }

    synchronized boolean isClosed() {
        return isClosed;
    }

    synchronized Requests take(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (orders.isEmpty() && !isNudged && !isResync && !isChanged && !isClosed) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        Requests requests = new Requests(new ArrayList<>(orders), isNudged, isResync, isClosed);
        orders.clear();
        isNudged = false;
        isResync = false;
        isChanged = false;
        return requests;
    }
}
