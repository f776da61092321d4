package io.pilothouse.core.annotation;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import java.util.List;
import java.util.Set;

/// What one object's annotations ask for. Ours win over those of Argo CD, they over Flux' and Helm's.
///
/// @param wave lower ones come first
/// @param hooks the moments at which it is made as a hook; none if it is an object like others
/// @param isSkipped it is declared, and neither written nor deleted
/// @param hookDelete when a hook is deleted; empty if it is none
/// @param prune about deleting it when it left the application
/// @param removal about deleting it when the whole application left
/// @param drift what becomes of its drift
/// @param apply how it is written
/// @param isDryRunOptional it may be of a kind that is not there yet when all is tried before anything is written
public record Wishes(
        int wave,
        Set<HookPhase> hooks,
        boolean isSkipped,
        Set<HookDelete> hookDelete,
        PruneWish prune,
        PruneWish removal,
        DriftWish drift,
        ApplyMode apply,
        boolean isDryRunOptional) {
    /// Of an object without annotations.
    public static final Wishes NONE = new Wishes(
            0, Set.of(), false, Set.of(), PruneWish.NONE, PruneWish.NONE, DriftWish.NONE, ApplyMode.APPLY, false);

    public Wishes {
        hooks = Set.copyOf(hooks);
        hookDelete = Set.copyOf(hookDelete);
    }

    /// @return what the manifest asks for; what cannot be understood counts as not said, because it was refused
    ///     where the manifest was read
    public static Wishes of(Manifest manifest) {
        return of(manifest.content().object("metadata", "annotations"));
    }

    /// @param annotations of a manifest or of a live object
    public static Wishes of(Json.Obj annotations) {
        return annotations.fields().isEmpty()
                ? NONE
                : WishReader.read(annotations).wishes();
    }

    /// @return what is wrong with an object's annotations, for the people who write them
    public static List<WishProblem> problems(Json.Obj annotations) {
        return annotations.fields().isEmpty()
                ? List.of()
                : WishReader.read(annotations).problems();
    }

    /// @return true if it is made at some moment of a run, and not kept up like other objects
    public boolean isHook() {
        return !hooks.isEmpty();
    }
}
