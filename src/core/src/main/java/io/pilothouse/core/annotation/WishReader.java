package io.pilothouse.core.annotation;

import io.pilothouse.core.json.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what an object's annotations ask for, and what of it cannot be understood.
final class WishReader {
    private WishReader() {}

    /// What was read.
    record Reading(Wishes wishes, List<WishProblem> problems) {}

    /// The moments at which an object is a hook.
    ///
    /// @param isSkipped it is declared as one that is never made
    record Moments(Set<HookPhase> phases, boolean isSkipped) {}

    static Reading read(Json.Obj annotations) {
        Given given = new Given(annotations);
        OwnAnnotations own = OwnAnnotations.read(given);
        ArgoAnnotations argo = ArgoAnnotations.read(given);
        FluxAnnotations flux = FluxAnnotations.read(given);
        HelmAnnotations helm = HelmAnnotations.read(given);
        // all are read before any is preferred, so that a mistake is told even where another one wins
        Optional<Moments> moments = own.hook().or(argo::hook).or(helm::hook);
        Set<HookPhase> hooks = moments.map(Moments::phases).orElse(Set.of());
        boolean isSkipped =
                moments.map(Moments::isSkipped).orElse(false) || (own.isSilentOnApply() && flux.isIgnored());
        PruneWish prune =
                own.prune().or(argo::prune).or(flux::prune).or(helm::prune).orElse(PruneWish.NONE);
        return new Reading(
                new Wishes(
                        own.wave().or(argo::wave).or(helm::wave).orElse(0),
                        hooks,
                        isSkipped,
                        hooks.isEmpty() ? Set.of() : deletion(own, argo, helm),
                        isSkipped ? PruneWish.NEVER : prune,
                        own.prune().or(argo::removal).orElse(isSkipped ? PruneWish.NEVER : prune),
                        own.drift().orElse(DriftWish.NONE),
                        own.apply().or(argo::apply).or(flux::apply).orElse(ApplyMode.APPLY),
                        argo.isDryRunOptional()),
                given.problems());
    }

    /// Argo CD adds Helm's wishes to its own.
    private static Set<HookDelete> deletion(OwnAnnotations own, ArgoAnnotations argo, HelmAnnotations helm) {
        if (!own.hookDelete().isEmpty()) {
            return own.hookDelete();
        }
        Set<HookDelete> both = EnumSet.noneOf(HookDelete.class);
        both.addAll(argo.hookDelete());
        both.addAll(helm.hookDelete());
        return both.isEmpty() ? EnumSet.of(HookDelete.BEFORE_CREATION) : both;
    }
}
