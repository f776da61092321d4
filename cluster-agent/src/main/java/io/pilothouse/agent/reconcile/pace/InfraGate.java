package io.pilothouse.agent.reconcile.pace;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Holds the app layer of a commit back until the infra layer of the same commit has been applied, or has failed to be:
/// an infra application that cannot be applied must not stop the rest for ever. Thread-safe.
public final class InfraGate {
    private final Map<ApplicationKey, Revision> awaited = new HashMap<>();
    private final Runnable opened;

    /// @param opened called on the thread that opens the gate
    public InfraGate(Runnable opened) {
        this.opened = opened;
    }

    /// Infra applications are about to be assigned a commit.
    ///
    /// @param existing all of the slice; nobody waits for others any more
    public void await(Map<ApplicationKey, Revision> applications, Set<ApplicationKey> existing) {
        boolean isNowOpen;
        synchronized (this) {
            boolean wasOpen = awaited.isEmpty();
            awaited.putAll(applications);
            awaited.keySet().retainAll(existing);
            isNowOpen = !wasOpen && awaited.isEmpty();
        }
        if (isNowOpen) {
            opened.run();
        }
    }

    /// An infra application was applied, failed, or is not going to run.
    ///
    /// @param revision of the newest assignment it took
    public void passed(ApplicationKey application, Revision revision) {
        boolean isNowOpen;
        synchronized (this) {
            isNowOpen = awaited.remove(application, revision) && awaited.isEmpty();
        }
        if (isNowOpen) {
            opened.run();
        }
    }

    /// @return true if the app layer need not wait
    public synchronized boolean isOpen() {
        return awaited.isEmpty();
    }
}
