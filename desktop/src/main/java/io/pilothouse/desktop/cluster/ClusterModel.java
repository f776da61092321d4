package io.pilothouse.desktop.cluster;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Moment;
import io.pilothouse.desktop.state.FleetListener;
import io.pilothouse.desktop.state.FleetView;
import io.pilothouse.desktop.state.Hub;
import io.pilothouse.desktop.state.LinkState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// One cluster. Holds no nodes. Confined to the thread of the screens.
public final class ClusterModel implements FleetListener {
    /// Signals come in minutes; asking more often than this shows nothing new.
    static final int SECONDS_BETWEEN_SIGNALS = 10;

    private final Hub hub;
    private final Executor ui;
    private final ObservableList<ApplicationStatus> applications = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<ClusterState>> cluster = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Moment> moment =
            new ReadOnlyObjectWrapper<>(new Moment(Instant.EPOCH, Instant.EPOCH));
    private final ReadOnlyObjectWrapper<SignalHour> signals = new ReadOnlyObjectWrapper<>(SignalHour.NONE);
    private final ReadOnlyObjectWrapper<Optional<String>> signalsFailure =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private String name = "";
    private FleetView view = FleetView.NONE;
    private int question;
    private int secondsUntilSignals;

    /// @param ui the thread of the screens
    public ClusterModel(Hub hub, Executor ui) {
        this.hub = hub;
        this.ui = ui;
    }

    /// Shows another cluster.
    public void open(String another) {
        if (another.equals(name)) {
            return;
        }
        name = another;
        question++;
        secondsUntilSignals = 0;
        signals.set(SignalHour.NONE);
        signalsFailure.set(Optional.empty());
        read();
    }

    public String name() {
        return name;
    }

    /// @return empty if the hub does not know it
    public ReadOnlyObjectProperty<Optional<ClusterState>> clusterProperty() {
        return cluster.getReadOnlyProperty();
    }

    public ObservableList<ApplicationStatus> applications() {
        return applications;
    }

    /// @return the moment ages are told at
    public ReadOnlyObjectProperty<Moment> momentProperty() {
        return moment.getReadOnlyProperty();
    }

    /// @return the last hour
    public ReadOnlyObjectProperty<SignalHour> signalsProperty() {
        return signals.getReadOnlyProperty();
    }

    /// @return why the last hour could not be asked for; empty if it could
    public ReadOnlyObjectProperty<Optional<String>> signalsFailureProperty() {
        return signalsFailure.getReadOnlyProperty();
    }

    @Override
    public void changed(FleetView changed, Instant now) {
        view = changed;
        moment.set(view.connection().moment(now));
        if (changed.isReplaced() || changed.changed().contains(name)) {
            read();
        }
        askWhenDue(now);
    }

    @Override
    public void tick(Instant now) {
        moment.set(view.connection().moment(now));
        secondsUntilSignals--;
        askWhenDue(now);
    }

    private void read() {
        cluster.set(view.snapshot().cluster(name));
        List<ApplicationStatus> all = cluster.get().map(ClusterModel::inOrder).orElse(List.of());
        if (!applications.equals(all)) {
            applications.setAll(all);
        }
    }

    /// What needs a person stands at the top.
    private static List<ApplicationStatus> inOrder(ClusterState known) {
        return known.applications().values().stream()
                .sorted(Comparator.comparing((ApplicationStatus status) -> Condition.of(status, known.contact()))
                        .thenComparing(ApplicationStatus::key))
                .toList();
    }

    /// The newest question wins: an answer to one about another cluster is dropped.
    private void askWhenDue(Instant now) {
        if (secondsUntilSignals > 0
                || name.isEmpty()
                || LinkState.of(view.connection(), now).isDown()) {
            return;
        }
        secondsUntilSignals = SECONDS_BETWEEN_SIGNALS;
        int asked = ++question;
        long until = moment.get().now().getEpochSecond() / 60 + 1;
        long from = until - SignalHour.MINUTES;
        var ignored = hub.signals(name, from, until)
                .whenCompleteAsync(
                        (said, failure) -> {
                            if (asked != question) {
                                return;
                            }
                            if (failure == null) {
                                signals.set(SignalHour.of(from, said));
                                signalsFailure.set(Optional.empty());
                            } else {
                                signalsFailure.set(Optional.of(Hub.RefusedException.sentence(failure)));
                            }
                        },
                        ui);
    }
}
