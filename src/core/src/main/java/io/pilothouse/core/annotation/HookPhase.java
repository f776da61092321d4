package io.pilothouse.core.annotation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The moment of a run at which a hook is made. The order is that of a run.
public enum HookPhase {
    /// Before the objects.
    PRE_SYNC("PreSync"),
    /// Together with the objects of its wave.
    SYNC("Sync"),
    /// After all objects are healthy.
    POST_SYNC("PostSync"),
    /// After a run that failed.
    SYNC_FAIL("SyncFail"),
    /// Before the objects of an application that left the repository are deleted.
    PRE_DELETE("PreDelete"),
    /// After they are.
    POST_DELETE("PostDelete");

    private final String written;

    HookPhase(String written) {
        this.written = written;
    }

    /// @return as it is written in annotations and shown to people
    public String written() {
        return written;
    }

    static Optional<HookPhase> of(String written) {
        return Arrays.stream(values())
                .filter(phase -> phase.written.equals(written))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(HookPhase::written).toList();
    }
}
