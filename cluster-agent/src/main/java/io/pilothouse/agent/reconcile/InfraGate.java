package io.pilothouse.agent.reconcile;

import io.pilothouse.core.application.ApplicationKey;
import java.util.HashSet;
import java.util.Set;

/// Holds the app layer of a commit back until the infra layer of the same commit has been applied, or has failed to
/// be: an infra application that cannot be applied must not stop the rest for ever. Thread-safe.
final class InfraGate {
    private final Set<ApplicationKey> awaited = new HashSet<>();
    private final Runnable opened;

    /// @param opened called on the thread that opens the gate
    InfraGate(Runnable opened) {
        this.opened = opened;
    }

    /// Infra applications of the newest commit begin.
    synchronized void await(Set<ApplicationKey> applications) {
        awaited.addAll(applications);
    }

    /// An infra application was applied, failed, or is not going to run.
    void passed(ApplicationKey application) {
        boolean isNowOpen;
        synchronized (this) {
            isNowOpen = awaited.remove(application) && awaited.isEmpty();
        }
        if (isNowOpen) {
            opened.run();
        }
    }

    synchronized boolean isOpen() {
        return awaited.isEmpty();
    }
}
