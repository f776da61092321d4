package io.pilothouse.desktop.overview;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.desktop.reading.Condition;
import io.pilothouse.desktop.reading.Facts;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A row of the fleet: a cluster, or an application in one. It stays the same row while what it says changes, so that
/// the table follows what changes in place and nothing else. Confined to the thread of the screens.
public final class FleetRow {
    private final Key key;
    private final ReadOnlyObjectWrapper<Value> value;
    private Optional<Facts> facts = Optional.empty();

    /// Which row.
    ///
    /// @param cluster the cluster's name
    /// @param application empty for the cluster itself
    public record Key(String cluster, Optional<ApplicationKey> application) {}

    /// What it says.
    ///
    /// @param condition what it comes down to
    /// @param cluster the cluster, itself or around the application
    /// @param application empty for the cluster itself
    /// @param isExpanded whether a cluster's applications are shown under it
    public record Value(
            Condition condition, ClusterState cluster, Optional<ApplicationStatus> application, boolean isExpanded) {}

    FleetRow(Key key, Value value) {
        this.key = key;
        this.value = new ReadOnlyObjectWrapper<>(value);
    }

    public Key key() {
        return key;
    }

    public boolean isCluster() {
        return key.application().isEmpty();
    }

    public Value value() {
        return value.get();
    }

    public ReadOnlyObjectProperty<Value> valueProperty() {
        return value.getReadOnlyProperty();
    }

    void show(Value changed) {
        value.set(changed);
        facts = Optional.empty();
    }

    Facts facts() {
        Facts known = facts.orElseGet(() -> {
            Value now = value.get();
            return now.application()
                    .map(application -> Facts.of(now.cluster(), application, now.condition()))
                    .orElseGet(() -> Facts.of(
                            now.cluster(), Condition.ownOf(now.cluster()).orElse(now.condition())));
        });
        facts = Optional.of(known);
        return known;
    }

    @Override
    public String toString() {
        return key.application().map(ApplicationKey::toString).orElse(key.cluster());
    }
}
