package io.pilothouse.repository.git;

import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// What a clone knows of who descends from whom.
final class History {
    private History() {}

    enum Answer {
        YES,
        NO,
        /// The commit may be older than what the clone has.
        TOO_SHALLOW
    }

    /// A commit that is here and cannot be reached from its descendant is none of its ancestors: a clone begins as
    /// all that can be reached from one commit down to some depth, and takes in every commit that is new from then
    /// on.
    static Answer isAncestor(Repository repository, ObjectId ancestor, ObjectId descendant) throws IOException {
        boolean isHere = repository.getObjectDatabase().has(ancestor);
        if (!isHere) {
            return isShallow(repository) ? Answer.TOO_SHALLOW : Answer.NO;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(descendant));
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                if (commit.equals(ancestor)) {
                    return Answer.YES;
                }
            }
            return Answer.NO;
        }
    }

    static boolean isShallow(Repository repository) throws IOException {
        return !repository.getObjectDatabase().getShallowCommits().isEmpty();
    }
}
