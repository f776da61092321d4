package io.pilothouse.core.plan;

import io.pilothouse.core.annotation.PruneWish;
import io.pilothouse.core.annotation.Wishes;
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
/// @param wish what its annotations say about deleting it once it left the application
/// @param farewell what they say about deleting it once the whole application left
public record Observed(
        String uid,
        String resourceVersion,
        String owner,
        Digest matches,
        boolean isTerminating,
        PruneWish wish,
        PruneWish farewell) {

    /// An object that says nothing of its application's end.
    public Observed(
            String uid, String resourceVersion, String owner, Digest matches, boolean isTerminating, PruneWish wish) {
        this(uid, resourceVersion, owner, matches, isTerminating, wish, PruneWish.NONE);
    }

    /// @param live the object
    /// @param matches digest of the manifest it does not differ from, or [InventoryEntry#NOTHING]
    public static Observed of(Json.Obj live, Digest matches) {
        Wishes wishes = Wishes.of(live.object("metadata", "annotations"));
        return new Observed(
                live.text("metadata", "uid").orElse(""),
                live.text("metadata", "resourceVersion").orElse(""),
                live.text("metadata", "labels", Ownership.LABEL).orElse(""),
                matches,
                live.at("metadata", "deletionTimestamp").isPresent(),
                wishes.prune(),
                wishes.removal());
    }

    /// @return the same object, compared with another manifest
    public Observed matching(Digest manifest) {
        return new Observed(uid, resourceVersion, owner, manifest, isTerminating, wish, farewell);
    }

    /// Versions of one kind are numbers of one sequence, if anything; what is not a number counts as newer.
    public boolean isAsNewAs(String version) {
        boolean isNumber = !version.isEmpty() && isNumber(version) && isNumber(resourceVersion);
        int longer = Integer.compare(resourceVersion.length(), version.length());
        return isNumber && (longer != 0 ? longer > 0 : resourceVersion.compareTo(version) >= 0);
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(Character::isDigit);
    }

    /// @param isLeaving the whole application left the repository
    /// @return what counts, where two things are said: a person's approval, then what keeps it most
    PruneWish wish(boolean isLeaving) {
        boolean isWishAlone = !isLeaving || wish == PruneWish.APPROVED || wish.compareTo(farewell) > 0;
        return isWishAlone ? wish : farewell;
    }
}
