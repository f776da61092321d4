package io.pilothouse.core.tolerance;

import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.policy.SyncPolicy.DriftPolicy;

/// What is done about drift of one object: what its annotations say, or else what its application says.
public final class Treatment {
    /// `reconcile`, `notify` or `ignore`.
    public static final String ANNOTATION = "pilothouse.io/drift";

    private static final String OF_FLUX = "helm.toolkit.fluxcd.io/driftDetection";

    private Treatment() {}

    /// An annotation with another value says nothing; that it is wrong is said where the repository is checked.
    public static DriftPolicy of(Manifest object, DriftPolicy ofApplication) {
        return switch (object.annotation(ANNOTATION)) {
            case "reconcile" -> DriftPolicy.RECONCILE;
            case "notify" -> DriftPolicy.NOTIFY;
            case "ignore" -> DriftPolicy.IGNORE;
            default -> object.annotation(OF_FLUX).equals("disabled") ? DriftPolicy.IGNORE : ofApplication;
        };
    }
}
