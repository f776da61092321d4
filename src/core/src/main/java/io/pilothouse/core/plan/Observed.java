package io.pilothouse.core.plan;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;

/// What the planner needs to know of a live object: a few words, so that keeping them for every object stays cheap.
///
/// @param uid the object's UID
/// @param resourceVersion the version that was looked at
/// @param owner value of our label; empty if it has none
/// @param matches digest of the manifest it was compared with and did not differ from; [InventoryEntry#NOTHING] if it
///     differs
/// @param isTerminating it is being deleted
/// @param wish what its annotations say about deleting it
public record Observed(
        String uid, String resourceVersion, String owner, Digest matches, boolean isTerminating, PruneWish wish) {

    /// What an object's annotations say about deleting it.
    public enum PruneWish {
        /// Nothing.
        NONE,
        /// Never.
        NEVER,
        /// A person approved it: `pilothouse.io/prune: approved`.
        APPROVED
    }

    /// @param live the object
    /// @param matches digest of the manifest it does not differ from, or [InventoryEntry#NOTHING]
    public static Observed of(Json.Obj live, Digest matches) {
        return new Observed(
                live.text("metadata", "uid").orElse(""),
                live.text("metadata", "resourceVersion").orElse(""),
                live.text("metadata", "labels", Ownership.LABEL).orElse(""),
                matches,
                live.at("metadata", "deletionTimestamp").isPresent(),
                wish(live.object("metadata", "annotations")));
    }

    private static PruneWish wish(Json.Obj annotations) {
        String ours = annotations.text("pilothouse.io/prune").orElse("");
        if (ours.equals("approved")) {
            return PruneWish.APPROVED;
        }
        boolean isKept = ours.equals("disabled")
                || annotations.text("helm.sh/resource-policy").orElse("").equals("keep")
                || annotations
                        .text("kustomize.toolkit.fluxcd.io/prune")
                        .orElse("")
                        .equals("disabled")
                || annotations
                        .text("argocd.argoproj.io/sync-options")
                        .orElse("")
                        .contains("Prune=false");
        return isKept ? PruneWish.NEVER : PruneWish.NONE;
    }
}
