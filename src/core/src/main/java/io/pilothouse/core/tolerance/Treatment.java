package io.pilothouse.core.tolerance;

import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.policy.SyncPolicy.DriftPolicy;
import java.util.Optional;

/// What is done about drift of one object: what its annotations say, or else what its application says.
public final class Treatment {
    /// `reconcile`, `notify` or `ignore`.
    public static final String ANNOTATION = "pilothouse.io/drift";

    private static final String OF_FLUX = "helm.toolkit.fluxcd.io/driftDetection";

    private Treatment() {}

    public static DriftPolicy of(Manifest object, DriftPolicy ofApplication) {
        return wish(object).orElse(ofApplication);
    }

    /// An annotation with another value says nothing; that it is wrong is said where the repository is checked.
    ///
    /// @return what the object's annotations say; empty if nothing
    public static Optional<DriftPolicy> wish(Manifest object) {
        return switch (object.annotation(ANNOTATION)) {
            case "reconcile" -> Optional.of(DriftPolicy.RECONCILE);
            case "notify" -> Optional.of(DriftPolicy.NOTIFY);
            case "ignore" -> Optional.of(DriftPolicy.IGNORE);
            default ->
                object.annotation(OF_FLUX).equals("disabled") ? Optional.of(DriftPolicy.IGNORE) : Optional.empty();
        };
    }
}
