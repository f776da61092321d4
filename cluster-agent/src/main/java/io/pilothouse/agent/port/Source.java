package io.pilothouse.agent.port;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.slice.SliceEntry;
import java.util.Optional;

/// The fleet repository, as an agent needs it. Callers may call from any thread; calls are served one after the
/// other.
public interface Source {

    /// Asks the Git server for the newest commit of the branch.
    ///
    /// @return what came of it; never throws for what a Git server or a network can do
    Fetched fetch();

    /// @return the newest commit that was ever fetched, from the clone on disk: what to start with while Git is
    ///     away
    default Optional<Revision> lastFetched() {
        return Optional.empty();
    }

    /// Computes the cluster's slice of a commit that was fetched before.
    ///
    /// @throws SourceUnusableException if the commit's layout cannot be read as a whole; its message is for people
    Slice slice(Revision revision) throws SourceUnusableException;

    /// Renders one application of a slice.
    Rendering render(Slice slice, SliceEntry entry);

    /// @return true if `ancestor` is `descendant` or one of its ancestors, so that nothing was rewritten between
    ///     them; false also where the clone is too shallow to tell
    boolean isAncestor(Revision ancestor, Revision descendant);

    /// What came of a fetch.
    sealed interface Fetched {
        /// The newest commit, whether or not it is new.
        ///
        /// @param hasMoved the slice has to be looked at again even if the commit is the same
        record At(String branch, Revision revision, boolean hasMoved) implements Fetched {}

        /// There is no answer, or none that can be used; what was fetched before stays in force.
        ///
        /// @param code stable, such as `PH-120`
        /// @param message one sentence: what, where, why and what to do; no credentials
        record Failed(String branch, String code, String message) implements Fetched {}
    }
}
