package io.pilothouse.desktop.shell;

import io.pilothouse.desktop.reading.Words;
import io.pilothouse.desktop.state.Connection;
import io.pilothouse.desktop.state.FleetListener;
import io.pilothouse.desktop.state.FleetView;
import io.pilothouse.desktop.state.LinkState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The link to the hub in words: for the status bar, and for the band over the content while it is down. Holds no
/// nodes.
public final class StatusModel implements FleetListener {
    private final ReadOnlyObjectWrapper<LinkState> link =
            new ReadOnlyObjectWrapper<>(LinkState.of(Connection.none(Instant.EPOCH), Instant.EPOCH));
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hub = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper rate = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper fleet = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<String>> band = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ZoneId zone;
    private FleetView view = FleetView.NONE;
    private long eventsBefore;

    /// @param zone in which times of day are told
    public StatusModel(ZoneId zone) {
        this.zone = zone;
    }

    public ReadOnlyObjectProperty<LinkState> linkProperty() {
        return link.getReadOnlyProperty();
    }

    /// @return such as `live`, `lagging 4 s`, `offline since 12:03:14`
    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /// @return where the hub is, its version, and who we are to it
    public ReadOnlyStringProperty hubProperty() {
        return hub.getReadOnlyProperty();
    }

    /// @return updates in the last second
    public ReadOnlyStringProperty rateProperty() {
        return rate.getReadOnlyProperty();
    }

    /// @return the size of the fleet
    public ReadOnlyStringProperty fleetProperty() {
        return fleet.getReadOnlyProperty();
    }

    /// @return what stands over the content while the hub is away or far behind; empty while it is not
    public ReadOnlyObjectProperty<Optional<String>> bandProperty() {
        return band.getReadOnlyProperty();
    }

    @Override
    public void changed(FleetView changed, Instant now) {
        view = changed;
        say(now);
    }

    @Override
    public void tick(Instant now) {
        rate.set(Words.count(view.events() - eventsBefore, "update") + "/s");
        eventsBefore = view.events();
        say(now);
    }

    private void say(Instant now) {
        Connection connection = view.connection();
        LinkState state = LinkState.of(connection, now);
        link.set(state);
        words.set(words(state, now));
        band.set(band(state, now));
        hub.set(
                connection.hub().address().isEmpty()
                        ? ""
                        : connection.hub().address() + " · hub "
                                + connection.hub().version() + " · you are "
                                + connection.hub().caller());
        fleet.set(
                view.hasFleet()
                        ? Words.count(view.snapshot().clusters().size(), "cluster") + ", "
                                + Words.count(
                                        view.snapshot().clusters().values().stream()
                                                .mapToLong(cluster ->
                                                        cluster.applications().size())
                                                .sum(),
                                        "application")
                        : "");
    }

    private String words(LinkState state, Instant now) {
        return switch (state) {
            case LinkState.Connecting ignored -> "connecting";
            case LinkState.Unreachable ignored -> "no connection";
            case LinkState.Live ignored -> "live";
            case LinkState.Lagging lagging -> "lagging " + Words.age(lagging.by());
            case LinkState.Away away -> "offline since " + Words.time(away.since(), now, zone);
        };
    }

    private Optional<String> band(LinkState state, Instant now) {
        return switch (state) {
            case LinkState.Connecting ignored -> Optional.empty();
            case LinkState.Live ignored -> Optional.empty();
            case LinkState.Lagging lagging ->
                lagging.by().compareTo(LinkState.TOO_OLD) < 0
                        ? Optional.empty()
                        : Optional.of("What you see is " + Words.age(lagging.by())
                                + " old: the hub is there, but its news do not arrive. Commands are off.");
            case LinkState.Unreachable no ->
                Optional.of("No connection to the hub. " + Words.sentence(no.reason()) + " "
                        + again(no.attempt(), no.nextTry()));
            case LinkState.Away away ->
                Optional.of("Offline since " + Words.time(away.since(), now, zone)
                        + ". What you see is from then; commands are off. " + Words.sentence(away.reason()) + " "
                        + again(away.attempt(), away.nextTry()));
        };
    }

    private static String again(int attempt, java.time.Duration next) {
        return next.isZero()
                ? "Trying again now (attempt " + (attempt + 1) + ")."
                : "Next try in " + (next.toSeconds() + 1) + " s (attempt " + (attempt + 1) + ").";
    }
}
