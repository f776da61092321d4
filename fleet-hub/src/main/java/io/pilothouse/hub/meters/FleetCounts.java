package io.pilothouse.hub.meters;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Counts a fleet's clusters and applications by state.
///
/// @param contacts clusters by contact; every contact is there
/// @param states applications by state; every state is there
record FleetCounts(Map<Contact, Integer> contacts, Map<State, Integer> states) {
    /// What an application counts as; the first that fits.
    enum State {
        UNKNOWN,
        SUSPENDED,
        FAILED,
        PROGRESSING,
        OUT_OF_SYNC,
        SYNCED;

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static FleetCounts of(FleetSnapshot fleet) {
        Map<Contact, Integer> contacts = new EnumMap<>(Contact.class);
        for (Contact contact : Contact.values()) {
            contacts.put(contact, 0);
        }
        Map<State, Integer> states = new EnumMap<>(State.class);
        for (State state : State.values()) {
            states.put(state, 0);
        }
        for (ClusterState cluster : fleet.clusters().values()) {
            contacts.merge(cluster.contact(), 1, Integer::sum);
            cluster.applications().values().forEach(status -> states.merge(state(cluster, status), 1, Integer::sum));
        }
        return new FleetCounts(contacts, states);
    }

    /// Never counts as well what is not known to be so.
    static State state(ClusterState cluster, ApplicationStatus status) {
        if (cluster.contact() != Contact.CONNECTED || status.sync() == SyncStatus.UNKNOWN) {
            return State.UNKNOWN;
        }
        if (status.isSuspended() || cluster.status().isSuspended()) {
            return State.SUSPENDED;
        }
        if (status.phase() == RunPhase.FAILED
                || status.health() == Health.DEGRADED
                || status.health() == Health.MISSING) {
            return State.FAILED;
        }
        if (status.health() == Health.UNKNOWN) {
            return State.UNKNOWN;
        }
        boolean isMoving = status.phase() == RunPhase.QUEUED
                || status.phase() == RunPhase.RUNNING
                || status.phase() == RunPhase.WAITING;
        if (isMoving || status.health() == Health.PROGRESSING) {
            return State.PROGRESSING;
        }
        return status.sync() == SyncStatus.SYNCED ? State.SYNCED : State.OUT_OF_SYNC;
    }
}
