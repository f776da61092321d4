package io.pilothouse.core.annotation;

import io.pilothouse.core.annotation.WishReader.Moments;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Our own annotations, `pilothouse.io/…`. Hooks are spelled as in Argo CD, because everybody knows those words.
record OwnAnnotations(
        Optional<Integer> wave,
        Optional<Moments> hook,
        Set<HookDelete> hookDelete,
        Optional<PruneWish> prune,
        Optional<DriftWish> drift,
        Optional<ApplyMode> apply) {
    private static final String PREFIX = "pilothouse.io/";
    private static final Map<String, PruneWish> PRUNE =
            Map.of("disabled", PruneWish.NEVER, "confirm", PruneWish.CONFIRM, "approved", PruneWish.APPROVED);
    private static final Map<String, DriftWish> DRIFT = Map.of("notify", DriftWish.NOTIFY, "ignore", DriftWish.IGNORE);
    private static final Map<String, ApplyMode> APPLY =
            Map.of("if-not-present", ApplyMode.IF_NOT_PRESENT, "replace", ApplyMode.REPLACE, "force", ApplyMode.FORCE);

    static OwnAnnotations read(Given given) {
        return new OwnAnnotations(
                given.number(PREFIX + "sync-wave"),
                ArgoAnnotations.hook(given, PREFIX + "hook"),
                ArgoAnnotations.hookDelete(given, PREFIX + "hook-delete"),
                given.choice(PREFIX + "prune", PRUNE),
                given.choice(PREFIX + "drift", DRIFT),
                given.choice(PREFIX + "apply", APPLY));
    }

    /// @return true if it leaves it to others how the object is written
    boolean isSilentOnApply() {
        return apply.isEmpty();
    }
}
