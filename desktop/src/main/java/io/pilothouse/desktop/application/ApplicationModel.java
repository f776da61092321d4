package io.pilothouse.desktop.application;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Moment;
import io.pilothouse.desktop.state.CommandDesk;
import io.pilothouse.desktop.state.FleetListener;
import io.pilothouse.desktop.state.FleetView;
import io.pilothouse.desktop.state.Hub;
import io.pilothouse.desktop.state.LinkState;
import io.pilothouse.desktop.state.Subscription;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// One application. Holds no nodes. Confined to the thread of the screens.
public final class ApplicationModel implements FleetListener {
    /// Drift that was corrected leaves no trace in the fleet's state, so its history is asked for from time to
    /// time.
    static final int SECONDS_BETWEEN_HISTORY = 5;

    private static final ApplicationKey NONE = new ApplicationKey("", Layer.APP, "", "");

    private final Hub hub;
    private final Executor ui;
    private final CommandDesk desk;
    private final ObservableList<ObjectStatus> objects = FXCollections.observableArrayList();
    private final ObservableList<FieldDrift> fields = FXCollections.observableArrayList();
    private final ObservableList<DriftRecord> history = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<ApplicationStatus>> status =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Moment> moment =
            new ReadOnlyObjectWrapper<>(new Moment(Instant.EPOCH, Instant.EPOCH));
    private final ReadOnlyObjectWrapper<Optional<ResourceKey>> selected = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> trouble = new ReadOnlyObjectWrapper<>(Optional.empty());
    private ApplicationKey key = NONE;
    private FleetView view = FleetView.NONE;
    private Subscription watch = Subscription.NONE;
    private int opening;
    private int question;
    private int secondsUntilHistory;

    /// @param ui the thread of the screens
    public ApplicationModel(Hub hub, Executor ui, CommandDesk desk) {
        this.hub = hub;
        this.ui = ui;
        this.desk = desk;
    }

    /// Shows an application, and follows its objects until [#close].
    public void open(ApplicationKey another) {
        close();
        int now = ++opening;
        if (!another.equals(key)) {
            key = another;
            objects.clear();
            fields.clear();
            history.clear();
            selected.set(Optional.empty());
        }
        trouble.set(Optional.empty());
        secondsUntilHistory = 0;
        read();
        watch = hub.watchApplication(another, new Hub.ApplicationWatcher() {
            @Override
            public void changed(Hub.ApplicationDetail detail) {
                ui.execute(() -> {
                    if (now == opening) {
                        trouble.set(Optional.empty());
                        show(detail);
                    }
                });
            }

            @Override
            public void interrupted(String sentence) {
                ui.execute(() -> {
                    if (now == opening) {
                        trouble.set(Optional.of(sentence));
                    }
                });
            }
        });
    }

    /// Follows it no longer. What is known of it stays on show.
    public void close() {
        opening++;
        question++;
        watch.close();
        watch = Subscription.NONE;
    }

    public ApplicationKey key() {
        return key;
    }

    /// @return its line in the overview; empty if the hub does not know it
    public ReadOnlyObjectProperty<Optional<ApplicationStatus>> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /// @return the moment ages are told at
    public ReadOnlyObjectProperty<Moment> momentProperty() {
        return moment.getReadOnlyProperty();
    }

    /// @return why its objects may be out of date; empty if they are not
    public ReadOnlyObjectProperty<Optional<String>> troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /// @return its objects, what needs a person first
    public ObservableList<ObjectStatus> objects() {
        return objects;
    }

    public ReadOnlyObjectProperty<Optional<ResourceKey>> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /// @return the fields of the selected object that are not as Git says
    public ObservableList<FieldDrift> fields() {
        return fields;
    }

    /// @return drift that was seen, newest first
    public ObservableList<DriftRecord> history() {
        return history;
    }

    public ClusterState cluster() {
        return view.snapshot().cluster(key.cluster()).orElseGet(() -> ClusterState.unknown(key.cluster()));
    }

    public boolean isOld() {
        return moment.get().isOld(cluster());
    }

    public Condition condition(ObjectStatus object) {
        return Condition.of(object, cluster().contact());
    }

    /// Shows the fields of another object.
    public void select(ResourceKey object) {
        selected.set(Optional.of(object));
        showFields();
    }

    /// @return why the command cannot be given now, a sentence; empty if it can
    public Optional<String> whyNot(Command.Verb verb) {
        Optional<String> link = desk.whyNotProperty().get();
        if (link.isPresent()) {
            return link;
        }
        if (status.get().isEmpty()) {
            return Optional.of("The hub does not know this application.");
        }
        if (cluster().contact() != Contact.CONNECTED) {
            return Optional.of("The agent of " + key.cluster() + " is not connected; a command would only expire.");
        }
        boolean isSuspended = status.get().get().isSuspended();
        return switch (verb) {
            case SYNC_NOW ->
                isSuspended ? Optional.of("The application is suspended; resume it first.") : Optional.empty();
            case SUSPEND -> isSuspended ? Optional.of("It is suspended already.") : Optional.empty();
            case RESUME -> isSuspended ? Optional.empty() : Optional.of("It is not suspended.");
            case CANCEL ->
                isUnderWay(status.get().get()) ? Optional.empty() : Optional.of("No run is under way or waiting.");
            case APPROVE ->
                isSuspended
                        ? Optional.of("The application is suspended; resume it first.")
                        : isHolding(status.get().get())
                                ? Optional.empty()
                                : Optional.of("No deletion waits for an approval.");
            case UNDO -> isSuspended ? Optional.of("The application is suspended; resume it first.") : Optional.empty();
        };
    }

    /// What is held back is still there, so that the application is not as Git says.
    private static boolean isHolding(ApplicationStatus status) {
        return status.sync() == SyncStatus.OUT_OF_SYNC;
    }

    private static boolean isUnderWay(ApplicationStatus status) {
        return switch (status.phase()) {
            case QUEUED, RUNNING, WAITING -> true;
            case IDLE, SUCCEEDED, FAILED, SUPERSEDED, CANCELLED -> false;
        };
    }

    /// Gives a command for this application.
    public void give(Command.Verb verb, String reason) {
        desk.give(verb, key.cluster(), Optional.of(key), reason, moment.get().now());
    }

    /// Approves the deletions of a plan for this application.
    void approve(Deletions deletions, String reason) {
        desk.give(
                Command.Verb.APPROVE,
                deletions.hash(),
                key.cluster(),
                Optional.of(key),
                reason,
                moment.get().now());
    }

    /// Asks the agent what would be deleted now. An answer that comes after another application was opened is
    /// dropped.
    ///
    /// @param refused gets a sentence: why it cannot be told
    void askDeletions(Consumer<Deletions> told, Consumer<String> refused) {
        int now = opening;
        var ignored = hub.plan(key)
                .whenCompleteAsync(
                        (plan, failure) -> {
                            if (now != opening) {
                                return;
                            }
                            if (failure != null) {
                                refused.accept(Hub.RefusedException.sentence(failure));
                            } else {
                                told.accept(Deletions.of(plan));
                            }
                        },
                        ui);
    }

    @Override
    public void changed(FleetView changed, Instant now) {
        view = changed;
        moment.set(view.connection().moment(now));
        if (changed.isReplaced() || changed.changed().contains(key.cluster())) {
            read();
        }
        askWhenDue(now);
    }

    @Override
    public void tick(Instant now) {
        moment.set(view.connection().moment(now));
        secondsUntilHistory--;
        askWhenDue(now);
    }

    private void read() {
        status.set(view.snapshot().application(key));
    }

    private void show(Hub.ApplicationDetail detail) {
        List<ObjectStatus> sorted = detail.objects().stream()
                .sorted(Comparator.comparing((ObjectStatus object) -> Condition.of(object, Contact.CONNECTED))
                        .thenComparing(object -> object.key().kind())
                        .thenComparing(ObjectStatus::key))
                .toList();
        if (!objects.equals(sorted)) {
            objects.setAll(sorted);
        }
        if (selected.get().isEmpty() && !sorted.isEmpty()) {
            selected.set(Optional.of(sorted.getFirst().key()));
        }
        showFields();
        secondsUntilHistory = Math.min(secondsUntilHistory, 1);
    }

    private void showFields() {
        List<FieldDrift> wanted = selected.get()
                .flatMap(object -> objects.stream()
                        .filter(candidate -> candidate.key().equals(object))
                        .findFirst())
                .map(ObjectStatus::drift)
                .orElse(List.of());
        if (!fields.equals(wanted)) {
            fields.setAll(wanted);
        }
    }

    private void askWhenDue(Instant now) {
        if (secondsUntilHistory > 0
                || key.equals(NONE)
                || LinkState.of(view.connection(), now).isDown()) {
            return;
        }
        secondsUntilHistory = SECONDS_BETWEEN_HISTORY;
        int asked = ++question;
        var ignored = hub.drift(Hub.DriftQuery.of(key))
                .whenCompleteAsync(
                        (page, failure) -> {
                            if (asked == question && failure == null) {
                                List<DriftRecord> seen = page.events().stream()
                                        .map(FleetEvent.Recorded::event)
                                        .filter(FleetEvent.DriftReported.class::isInstance)
                                        .map(event -> ((FleetEvent.DriftReported) event).drift())
                                        .toList();
                                if (!history.equals(seen)) {
                                    history.setAll(seen);
                                }
                            }
                        },
                        ui);
    }
}
