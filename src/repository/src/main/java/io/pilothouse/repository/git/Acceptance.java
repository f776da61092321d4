package io.pilothouse.repository.git;

import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.GitProtection.Rewrites;
import io.pilothouse.repository.git.signature.SignatureCheck;
import io.pilothouse.repository.git.signature.SignaturePolicy.Scope;
import io.pilothouse.repository.git.signature.Verdict;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// Decides whether a commit that was brought may take the place of the one in use. For one clone.
final class Acceptance {
    private final GitProtection protection;
    private final SignatureCheck signatures;
    private volatile ObjectId vouched = ObjectId.zeroId();

    Acceptance(GitProtection protection, InstantSource clock) {
        this.protection = protection;
        this.signatures = new SignatureCheck(protection.signatures(), clock);
    }

    /// What was decided.
    sealed interface Ruling {
        /// @param rewrote what was in use and is no ancestor of the commit
        record Accepted(Optional<ObjectId> rewrote) implements Ruling {}

        record Refused(Failed failed) implements Ruling {}

        /// The clone does not hold the commits that matter. A deeper one may decide otherwise.
        record TooShallow(Failed failed) implements Ruling {}
    }

    /// @param before the commit in use
    /// @param isOneHistory whether the commit must descend from it
    Ruling rule(
            Repository repository,
            Optional<ObjectId> before,
            ObjectId candidate,
            boolean isOneHistory,
            FetchFailures failures)
            throws IOException {
        Optional<ObjectId> rewrote = Optional.empty();
        if (isOneHistory && before.isPresent()) {
            History.Answer answer = History.isAncestor(repository, before.get(), candidate);
            if (answer != History.Answer.YES) {
                if (!isRewriteAllowed(repository, before.get(), candidate)) {
                    Failed failed = failures.rewritten(before.get().name(), candidate.name());
                    return answer == History.Answer.TOO_SHALLOW
                            ? new Ruling.TooShallow(failed)
                            : new Ruling.Refused(failed);
                }
                rewrote = before;
            }
        }
        return signed(repository, before, candidate, failures, new Ruling.Accepted(rewrote));
    }

    /// @return true if the policy asks for no signature, or the commit has a good one
    boolean isVouchedFor(Repository repository, ObjectId commit) throws IOException {
        if (protection.signatures().scope() == Scope.NONE || vouched.equals(commit)) {
            return true;
        }
        if (judge(repository, commit) instanceof Verdict.Good) {
            vouched = commit.copy();
            return true;
        }
        return false;
    }

    /// A setting that stays behind accepts nothing again: what it names is below the commit in use by then.
    private boolean isRewriteAllowed(Repository repository, ObjectId before, ObjectId candidate) throws IOException {
        if (protection.rewrites() == Rewrites.ALLOWED) {
            return true;
        }
        Optional<ObjectId> accepted = protection
                .acceptedRewrite()
                .filter(ObjectId::isId)
                .map(ObjectId::fromString)
                .filter(id -> !id.equals(before));
        return accepted.isPresent()
                && History.isAncestor(repository, accepted.get(), candidate) == History.Answer.YES
                && !(repository.getObjectDatabase().has(before)
                        && History.isAncestor(repository, accepted.get(), before) == History.Answer.YES);
    }

    private Ruling signed(
            Repository repository,
            Optional<ObjectId> before,
            ObjectId candidate,
            FetchFailures failures,
            Ruling accepted)
            throws IOException {
        if (isVouchedFor(repository, candidate)) {
            return protection.signatures().scope() == Scope.EVERY && before.isPresent()
                    ? everySince(repository, before.get(), candidate, failures, accepted)
                    : accepted;
        }
        return judge(repository, candidate) instanceof Verdict.Bad bad
                ? new Ruling.Refused(failures.signature(candidate.name(), bad))
                : accepted;
    }

    private Ruling everySince(
            Repository repository, ObjectId before, ObjectId candidate, FetchFailures failures, Ruling accepted)
            throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(candidate));
            if (repository.getObjectDatabase().has(before)) {
                walk.markUninteresting(walk.parseCommit(before));
            }
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                if (!commit.equals(candidate) && judge(repository, commit) instanceof Verdict.Bad bad) {
                    Failed failed = failures.signature(commit.name(), bad);
                    // what seems new may be old: merged from a branch that began before the clone does
                    return History.isShallow(repository) ? new Ruling.TooShallow(failed) : new Ruling.Refused(failed);
                }
            }
            return accepted;
        }
    }

    private Verdict judge(Repository repository, ObjectId commit) throws IOException {
        return signatures.judge(repository.open(commit, Constants.OBJ_COMMIT).getCachedBytes(1 << 20));
    }
}
