package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/// Who descends from whom, as far as one clone knows, and whether somebody asked for more than it knows. Called under
/// the clone's lock.
final class Ancestry {
    private static final int MOST_DENIED = 10_000;

    private final Set<Asked> denied = new HashSet<>();
    private boolean isTooShallow;
    private boolean isStayingShallow;
    private ObjectId settled = ObjectId.zeroId();

    /// A question that was answered with no. It stays so for as long as the clone does.
    private record Asked(Revision ancestor, Revision descendant) {}

    /// A question about a commit older than the clone makes the next fetch bring more.
    boolean isAncestor(Repository repository, Revision ancestor, Revision descendant) throws IOException {
        Asked asked = new Asked(ancestor, descendant);
        if (!ObjectId.isId(ancestor.id()) || !ObjectId.isId(descendant.id()) || denied.contains(asked)) {
            return false;
        }
        return switch (History.isAncestor(
                repository, ObjectId.fromString(ancestor.id()), ObjectId.fromString(descendant.id()))) {
            case YES -> true;
            case NO -> {
                deny(asked);
                yield false;
            }
            case TOO_SHALLOW -> {
                isTooShallow = true;
                yield false;
            }
        };
    }

    private void deny(Asked asked) {
        if (denied.size() == MOST_DENIED) {
            denied.clear();
        }
        denied.add(asked);
    }

    /// The clone was made anew.
    void forget() {
        denied.clear();
        isTooShallow = false;
    }

    /// @param depth of the clone
    /// @return how deep it should be, if that is deeper
    Optional<Depth> depthAskedFor(Depth depth) {
        return isTooShallow && !isStayingShallow && !depth.isWhole() ? Optional.of(depth.deeper()) : Optional.empty();
    }

    /// More history is more than this machine or the server gives.
    void stayShallow() {
        isStayingShallow = true;
    }

    /// Notes that deeper clones were asked about a commit.
    void settle(ObjectId commit) {
        settled = commit.copy();
    }

    /// @return true if deeper clones were asked about this commit, the last of those there were
    boolean isSettled(ObjectId commit) {
        return settled.equals(commit);
    }
}
