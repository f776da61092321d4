package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.tombstone.Undo;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.window.Openings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Does what operators ask, and answers a command that comes again as it was answered before. Belongs to the
/// reconciler's thread.
final class Commands {
    private static final int REMEMBERED = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Context context;
    private final Map<ApplicationKey, ApplicationOwner> owners;
    private final Supplier<String> disconnected;
    private final Syncing syncing;
    private final Undo undo;
    private final Map<String, CommandOutcome> answered = new LinkedHashMap<>();

    /// Syncs applications now.
    interface Syncing {
        /// @param application which; all where empty
        CommandOutcome sync(Optional<ApplicationKey> application);
    }

    /// @param disconnected why the cluster cannot be reached; empty text if it can
    Commands(
            Context context,
            Map<ApplicationKey, ApplicationOwner> owners,
            Supplier<String> disconnected,
            Syncing syncing,
            Undo undo) {
        this.context = context;
        this.owners = owners;
        this.disconnected = disconnected;
        this.syncing = syncing;
        this.undo = undo;
    }

    CommandOutcome answer(Command command) {
        CommandOutcome before = answered.get(command.id());
        if (before != null) {
            return before;
        }
        CommandOutcome outcome = obey(command);
        answered.put(command.id(), outcome);
        if (answered.size() > REMEMBERED) {
            answered.remove(answered.keySet().iterator().next());
        }
        return outcome;
    }

    private CommandOutcome obey(Command command) {
        String cluster = context.settings().cluster();
        if (!command.cluster().equals(cluster)) {
            return CommandOutcome.refused(
                    "This agent cares for cluster " + cluster + ", not for " + command.cluster() + ".");
        }
        Optional<String> objection = command.objection();
        if (objection.isPresent()) {
            return CommandOutcome.refused("The command " + objection.get() + ".");
        }
        if (!disconnected.get().isEmpty()) {
            return CommandOutcome.failed("The agent cannot reach its cluster: " + disconnected.get());
        }
        Optional<ApplicationKey> application = command.application();
        if (application.isPresent()
                && command.verb() != Command.Verb.UNDO // an application that is gone can be had back, too
                && !owners.containsKey(application.get())) {
            return CommandOutcome.refused("There is no application "
                    + application.get().path() + " in cluster " + cluster
                    + ": check its name, and that its folder is in the commit that the agent has.");
        }
        try {
            return switch (command.verb()) {
                case SYNC_NOW -> syncNow(command);
                case SUSPEND -> suspend(command);
                case RESUME -> resume(application);
                case CANCEL -> cancel(command);
                case APPROVE -> approve(command);
                case UNDO -> undo(command);
            };
        } catch (InventoryStore.UnusableException e) {
            return CommandOutcome.failed(
                    "It could not be stored in the cluster, so nothing has changed: " + e.getMessage());
        }
    }

    private CommandOutcome syncNow(Command command) {
        Optional<ApplicationKey> application = command.application();
        Instant now = context.date();
        Optional<Openings> closed = application
                .map(key -> owner(key).openings())
                .filter(openings -> !openings.isOpen(now) && !openings.isOpenForCommands(now));
        if (closed.isPresent()) {
            return CommandOutcome.refused(what(application) + " is not synced now, because "
                    + closed.get().explain(now) + ".");
        }
        if (command.isOverridingFreeze()) {
            return syncFrozen(application.orElseThrow());
        }
        return isSuspended(application) ? stopped(application) : syncing.sync(application);
    }

    /// A freeze is overruled for one run only, and not at all where that does not come about.
    private CommandOutcome syncFrozen(ApplicationKey application) {
        if (!context.suspensions().overrule(application)) {
            return stopped(Optional.of(application));
        }
        CommandOutcome outcome = syncing.sync(Optional.of(application));
        if (outcome.phase() != CommandPhase.SUCCEEDED) {
            context.suspensions().endOverruling(application);
        }
        return outcome;
    }

    private CommandOutcome stopped(Optional<ApplicationKey> application) {
        return CommandOutcome.refused(what(application) + " stands still. "
                + application.map(context.suspensions()::explain).orElseGet(context.suspensions()::explainCluster)
                + " Resume what is suspended first; a freeze of one application's is overruled by the command to sync"
                + " with the argument " + Command.OVERRIDE_FREEZE + ".");
    }

    private ApplicationOwner owner(ApplicationKey key) {
        return Optional.ofNullable(owners.get(key)).orElseThrow();
    }

    private CommandOutcome cancel(Command command) {
        List<ApplicationOwner> unfinished =
                command
                        .application()
                        .map(this::owner)
                        .map(List::of)
                        .orElseGet(() -> List.copyOf(owners.values()))
                        .stream()
                        .filter(ApplicationOwner::isUnfinished)
                        .toList();
        if (unfinished.isEmpty()) {
            return CommandOutcome.refused(what(command.application()) + " has no run to cancel.");
        }
        String who = command.issuedBy().isEmpty() ? "" : " by " + command.issuedBy();
        String why = command.reason().isEmpty() ? "" : " (" + command.reason() + ")";
        unfinished.forEach(owner -> owner.mailbox()
                .cancel("Its run was cancelled" + who + why
                        + ": what was applied stays, and the next commit or the command to sync begins another."));
        return CommandOutcome.succeeded(
                unfinished.size() == 1
                        ? "The run of " + unfinished.get(0).key().path() + " is cancelled; what was applied stays."
                        : unfinished.size() + " runs are cancelled; what was applied stays.");
    }

    private CommandOutcome suspend(Command command) throws InventoryStore.UnusableException {
        Optional<Instant> until = command.freezesUntil();
        if (until.filter(end -> !context.date().isBefore(end)).isPresent()) {
            return CommandOutcome.refused("The freeze would have ended at " + until.get() + " already.");
        }
        boolean isNew = context.suspensions().suspend(command, context.date());
        owners.values().forEach(owner -> owner.mailbox().poke());
        return CommandOutcome.succeeded(what(command.application())
                + (isNew
                        ? until.map(end -> " is frozen: nothing is applied or corrected until " + end + ".")
                                .orElse(" is suspended: nothing is applied or corrected until it is resumed.")
                        : " was suspended already."));
    }

    private CommandOutcome resume(Optional<ApplicationKey> application) throws InventoryStore.UnusableException {
        boolean isNew = context.suspensions().resume(application);
        owners.values().forEach(owner -> owner.mailbox().poke());
        if (isSuspended(application)) {
            return CommandOutcome.refused(what(application) + " goes on standing still. "
                    + application.map(context.suspensions()::explain).orElseGet(context.suspensions()::explainCluster));
        }
        return CommandOutcome.succeeded(what(application) + (isNew ? " is resumed." : " was not suspended."));
    }

    private CommandOutcome approve(Command command) {
        ApplicationOwner owner = owners.get(command.application().orElseThrow());
        if (owner == null) {
            return CommandOutcome.refused("The application has just gone.");
        }
        CompletableFuture<CommandOutcome> outcome = new CompletableFuture<>();
        owner.mailbox().ask(new Mailbox.Approve(command.argument(), outcome));
        try {
            return outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return CommandOutcome.failed(what(command.application()) + " is busy with a run: approve again, once it"
                    + " waits for the approval.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an approval is answered, never failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandOutcome.failed("The agent is stopping: try again when it is back.");
        }
    }

    private CommandOutcome undo(Command command) throws InventoryStore.UnusableException {
        if (isSuspended(command.application())) {
            return stopped(command.application());
        }
        Undo.Undone undone = undo.undo(command.application().orElseThrow(), command.argument(), context.date());
        String refusals = String.join(" ", undone.refusals());
        if (undone.risen().isEmpty()) {
            return CommandOutcome.refused(refusals);
        }
        int objects = undone.risen().size();
        return CommandOutcome.succeeded(
                objects + (objects == 1 ? " object lives again, " : " objects live again, first ")
                        + undone.risen().getFirst() + "; nothing prunes what was undone, until Git declares it again."
                        + (refusals.isEmpty() ? "" : " " + refusals));
    }

    private boolean isSuspended(Optional<ApplicationKey> application) {
        return application.map(context.suspensions()::isSuspended).orElseGet(context.suspensions()::isClusterSuspended);
    }

    private String what(Optional<ApplicationKey> application) {
        return application
                .map(ApplicationKey::path)
                .orElse("Cluster " + context.settings().cluster());
    }
}
