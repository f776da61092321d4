package io.pilothouse.repository.git;

import io.pilothouse.repository.git.signature.SignaturePolicy;
import java.util.Optional;

/// What a branch's new commit must be so that it is used. What it replaces stays in use otherwise.
///
/// @param rewrites what to do where the branch's history was rewritten: where the new commit does not descend from the
///     one before
/// @param acceptedRewrite the id of the commit with which an operator accepts one rewritten history, while rewrites are
///     refused: that commit and what is built on it may replace a commit that does not contain it
/// @param signatures which commits must be signed, and by whom
public record GitProtection(Rewrites rewrites, Optional<String> acceptedRewrite, SignaturePolicy signatures) {
    /// Refuses rewritten histories, and asks for no signatures.
    public static final GitProtection DEFAULT =
            new GitProtection(Rewrites.REFUSED, Optional.empty(), SignaturePolicy.NONE);

    /// What to do with a rewritten history.
    public enum Rewrites {
        REFUSED,
        ALLOWED
    }

    public GitProtection withRewritesAllowed() {
        return new GitProtection(Rewrites.ALLOWED, acceptedRewrite, signatures);
    }

    public GitProtection withAcceptedRewrite(String commit) {
        return new GitProtection(rewrites, Optional.of(commit), signatures);
    }

    public GitProtection withSignatures(SignaturePolicy policy) {
        return new GitProtection(rewrites, acceptedRewrite, policy);
    }
}
