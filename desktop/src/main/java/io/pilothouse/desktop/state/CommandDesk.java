package io.pilothouse.desktop.state;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.command.CommandState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The commands given in this window, and what became of them. Confined to the thread of the screens.
///
/// A command gets its id here, once: however often it is sent, it is one command. Nothing is sent while the link is
/// down, and nothing is kept to be sent later.
public final class CommandDesk implements FleetListener {
    /// How long a command waits for its agent. Longer, and it would come as a surprise.
    public static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);
    private static final int MAX_JOBS = 50;

    private final Hub hub;
    private final Executor ui;
    private final Supplier<String> ids;
    private final LinkedHashMap<String, Job> jobs = new LinkedHashMap<>();
    private final ReadOnlyObjectWrapper<List<Job>> newest = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<String>> whyNot =
            new ReadOnlyObjectWrapper<>(Optional.of("The hub is not connected yet."));

    private Connection connection = Connection.none(Instant.EPOCH);

    /// A command given here.
    ///
    /// @param command what was asked
    /// @param progress how far it is; empty while the hub has not confirmed it
    /// @param message how it ended, one sentence; empty before
    /// @param changedAt when that was reached, by the hub's clock; when it was sent, by this machine's, before
    /// @param isFromHub the hub says so; otherwise it is what could be told here, and the hub's word replaces it
    public record Job(
            Command command, Optional<CommandPhase> progress, String message, Instant changedAt, boolean isFromHub) {
        static Job of(CommandState state) {
            return new Job(state.command(), Optional.of(state.phase()), state.message(), state.changedAt(), true);
        }

        /// @return true if nothing more will come of it
        public boolean isDone() {
            return progress.map(CommandPhase::isFinal).orElse(false);
        }
    }

    /// @param ui the thread of the screens
    /// @param ids makes a new unique id each time
    public CommandDesk(Hub hub, Executor ui, Supplier<String> ids) {
        this.hub = hub;
        this.ui = ui;
        this.ids = ids;
    }

    /// @return all of them, newest first
    public ReadOnlyObjectProperty<List<Job>> jobsProperty() {
        return newest.getReadOnlyProperty();
    }

    /// @return why no command may be given now; empty if one may
    public ReadOnlyObjectProperty<Optional<String>> whyNotProperty() {
        return whyNot.getReadOnlyProperty();
    }

    /// Gives a command without an argument.
    ///
    /// @param application the whole cluster where empty
    /// @param reason why, in the operator's words
    /// @throws IllegalStateException if none may be given now; ask [#whyNotProperty] first
    public void give(
            Command.Verb verb, String cluster, Optional<ApplicationKey> application, String reason, Instant now) {
        give(verb, "", cluster, application, reason, now);
    }

    /// Gives a command.
    ///
    /// @param argument what the verb is about, such as a plan's hash
    /// @param application the whole cluster where empty
    /// @param reason why, in the operator's words
    /// @throws IllegalStateException if none may be given now; ask [#whyNotProperty] first
    public void give(
            Command.Verb verb,
            String argument,
            String cluster,
            Optional<ApplicationKey> application,
            String reason,
            Instant now) {
        whyNot.get().ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        Command command = new Command(ids.get(), cluster, application, verb, argument, reason, "", TIME_TO_LIVE);
        put(new Job(command, Optional.empty(), "", now, false));
        var ignored = hub.run(command)
                .whenCompleteAsync(
                        (state, failure) -> {
                            if (failure != null) {
                                advance(new Job(
                                        command,
                                        Optional.of(CommandPhase.FAILED),
                                        Hub.RefusedException.sentence(failure),
                                        now,
                                        false));
                            } else {
                                advance(Job.of(state));
                            }
                        },
                        ui);
    }

    /// Forgets a finished command: a person has seen it.
    public void dismiss(String id) {
        if (Optional.ofNullable(jobs.get(id)).filter(Job::isDone).isPresent()) {
            jobs.remove(id);
            publish();
        }
    }

    @Override
    public void changed(FleetView view, Instant now) {
        for (Job job : List.copyOf(jobs.values())) {
            view.snapshot().command(job.command().id()).ifPresent(state -> advance(Job.of(state)));
        }
        connection = view.connection();
        tick(now);
    }

    @Override
    public void tick(Instant now) {
        whyNot.set(LinkState.of(connection, now).whyNoCommands());
    }

    /// The answer to the call and the events of the stream race: the one that is further stays, and the hub's word
    /// stays against a guess.
    private void advance(Job job) {
        Optional<Job> before = Optional.ofNullable(jobs.get(job.command().id()));
        boolean isNews = before.map(known -> job.isFromHub() == known.isFromHub()
                        ? known.progress()
                                .map(phase -> job.progress().orElseThrow().compareTo(phase) > 0)
                                .orElse(true)
                        : job.isFromHub())
                .orElse(false);
        if (isNews) {
            put(job);
        }
    }

    private void put(Job job) {
        jobs.put(job.command().id(), job);
        if (jobs.size() > MAX_JOBS) {
            jobs.values().stream()
                    .filter(Job::isDone)
                    .findFirst()
                    .ifPresent(done -> jobs.remove(done.command().id()));
        }
        publish();
    }

    private void publish() {
        List<Job> list = new ArrayList<>(jobs.values());
        newest.set(list.reversed());
    }
}
