package io.pilothouse.core.annotation;

import java.util.Map;
import java.util.Optional;

/// The annotations of Flux' kustomize-controller. Its `Override` and `Merge` differ in what becomes of fields that
/// `kubectl` wrote and Git does not declare: both are a server-side apply here, which leaves those fields alone.
record FluxAnnotations(Optional<PruneWish> prune, Optional<ApplyMode> apply, boolean isIgnored) {
    private static final String PREFIX = "kustomize.toolkit.fluxcd.io/";

    /// What `ssa` asks for.
    private enum Ssa {
        APPLY,
        IF_NOT_PRESENT,
        IGNORE
    }

    private static final Map<String, Ssa> SSA =
            Map.of("Override", Ssa.APPLY, "Merge", Ssa.APPLY, "IfNotPresent", Ssa.IF_NOT_PRESENT, "Ignore", Ssa.IGNORE);
    private static final Map<String, Boolean> DISABLED =
            Map.of("disabled", true, "Disabled", true, "enabled", false, "Enabled", false);

    static FluxAnnotations read(Given given) {
        Optional<Ssa> ssa = given.choice(PREFIX + "ssa", SSA);
        boolean isKept = given.choice(PREFIX + "prune", DISABLED).orElse(false);
        boolean isForced = !given.choice(PREFIX + "force", DISABLED).orElse(true);
        boolean isLeftAlone = given.choice(PREFIX + "reconcile", DISABLED).orElse(false);
        Optional<ApplyMode> apply = ssa.filter(Ssa.IF_NOT_PRESENT::equals)
                .map(_ -> ApplyMode.IF_NOT_PRESENT)
                .or(() -> isForced ? Optional.of(ApplyMode.FORCE) : Optional.empty());
        return new FluxAnnotations(
                isKept ? Optional.of(PruneWish.NEVER) : Optional.empty(),
                apply,
                isLeftAlone || ssa.filter(Ssa.IGNORE::equals).isPresent());
    }
}
