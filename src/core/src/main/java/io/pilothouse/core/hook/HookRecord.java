package io.pilothouse.core.hook;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which hooks of the newest run have come to a good end. Part of the inventory, so that an agent that is restarted in
/// the middle of a run makes none of them twice.
///
/// @param run names what the run applies, by content: the same again is the same run, until another has been between
/// @param ended those that succeeded; and those of a failed run that were made, whatever came of them
/// @param farewell manifests of the hooks that are made when the application leaves the repository, because then they
///     cannot be read there any more
public record HookRecord(Digest run, SortedSet<HookKey> ended, List<Json.Obj> farewell) {
    /// Of an application that never had a hook.
    public static final HookRecord NONE = new HookRecord(new Digest(""), new TreeSet<>(), List.of());

    public HookRecord {
        ended = Collections.unmodifiableSortedSet(new TreeSet<>(ended));
        farewell = List.copyOf(farewell);
    }

    /// @return the record of a run that begins, or goes on
    public HookRecord begin(Digest next) {
        return run.equals(next) ? this : new HookRecord(next, new TreeSet<>(), farewell);
    }

    /// @return the record of a run that is to make all of its hooks again, because somebody commanded it
    public HookRecord again() {
        return new HookRecord(run, new TreeSet<>(), farewell);
    }

    public HookRecord with(HookKey hook) {
        SortedSet<HookKey> more = new TreeSet<>(ended);
        more.add(hook);
        return new HookRecord(run, more, farewell);
    }

    /// @return the record with other hooks for the end
    public HookRecord withFarewell(Collection<Json.Obj> manifests) {
        return new HookRecord(run, ended, List.copyOf(manifests));
    }

    public boolean hasEnded(HookKey hook) {
        return ended.contains(hook);
    }

    /// Names a moment of this run, for the annotation that a hook carries in the cluster.
    public String mark(HookKey hook) {
        return run.hex().substring(0, Math.min(16, run.hex().length())) + "-"
                + hook.phase().written();
    }
}
