package io.pilothouse.core.plan;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// What speaks for and against deleting objects that left an application. Absence alone proves nothing.
///
/// @param objection why nothing may be deleted in this run at all; empty if nothing speaks against it
/// @param isAncestor is a commit an ancestor of the one that is being applied, so that the object was taken out by it
///     and not by going back to before it
/// @param declaredBy which application of the same commit declares an object, if one does
/// @param approvals what a person allowed
public record Evidence(
        String objection,
        Predicate<Revision> isAncestor,
        Function<ResourceKey, Optional<ApplicationKey>> declaredBy,
        Set<Approval> approvals) {
    public Evidence {
        approvals = Set.copyOf(approvals);
    }

    /// Evidence that nobody has added a word to.
    public Evidence(
            String objection,
            Predicate<Revision> isAncestor,
            Function<ResourceKey, Optional<ApplicationKey>> declaredBy) {
        this(objection, isAncestor, declaredBy, Set.of());
    }

    /// @return the same evidence with what a person allowed
    public Evidence with(Set<Approval> allowed) {
        return new Evidence(objection, isAncestor, declaredBy, allowed);
    }
}
