package io.pilothouse.core.status;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import java.time.Instant;

/// An application at one moment, in one line: what the overview of the fleet shows. Small on purpose; objects and
/// drift travel apart, see [ObjectStatus].
///
/// @param key which application
/// @param sync does the cluster match Git
/// @param health the worst of its objects
/// @param phase how far the newest run is
/// @param desired the newest commit that changed this application
/// @param applied the commit that was applied last in full; [Revision#NONE] before the first
/// @param isSuspended an operator stopped applies and corrections
/// @param objects how many objects it declares
/// @param drifted how many of them differ from Git by somebody else's hand, now
/// @param reason stable code of what is wrong, such as `PH-301`; empty when nothing is
/// @param message one sentence: what is wrong, where and what to do; empty when nothing is
/// @param changedAt when any of the above last changed, by the agent's clock
public record ApplicationStatus(
        ApplicationKey key,
        SyncStatus sync,
        Health health,
        RunPhase phase,
        Revision desired,
        Revision applied,
        boolean isSuspended,
        int objects,
        int drifted,
        String reason,
        String message,
        Instant changedAt) {

    /// @return true if there is nothing for a person to do: in sync, healthy, and not suspended
    public boolean isSettled() {
        return sync == SyncStatus.SYNCED && health == Health.HEALTHY && !isSuspended;
    }
}
