package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.SignalSink;
import io.pilothouse.agent.reconcile.pace.Context;
import java.time.Duration;
import java.time.Instant;

/// Follows one application's changes from the commit being seen to their end, for the golden signals. A change that is
/// replaced before its end hands its beginning on. Belongs to the application's owner.
final class Changes {
    private final Context context;
    private boolean isOpen;
    private Instant seenAt = Instant.MAX;

    Changes(Context context) {
        this.context = context;
    }

    /// @param isNew it differs from what was applied before
    void begin(Instant seen, boolean isNew) {
        Instant first = isOpen && seenAt.isBefore(seen) ? seenAt : seen;
        if (isOpen) {
            end(SignalSink.ChangeResult.SUPERSEDED);
        }
        seenAt = first;
        isOpen = isNew;
    }

    void end(SignalSink.ChangeResult result) {
        if (isOpen) {
            isOpen = false;
            context.signals().changeEnded(result, Duration.between(seenAt, context.now()));
        }
    }
}
