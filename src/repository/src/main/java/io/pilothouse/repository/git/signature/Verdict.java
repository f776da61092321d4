package io.pilothouse.repository.git.signature;

/// What there is to say of one commit's signature.
public sealed interface Verdict {

    /// Signed by somebody who may.
    ///
    /// @param fingerprint of the key
    record Good(String fingerprint) implements Verdict {}

    /// Not to be used.
    ///
    /// | Code | Why |
    /// |---|---|
    /// | PH-130 | the file of keys cannot be read |
    /// | PH-144 | it has no signature |
    /// | PH-145 | signed with a key that nobody allowed |
    /// | PH-146 | the key has expired, is not valid yet, or was revoked |
    /// | PH-147 | the signature does not fit the commit, or cannot be read |
    /// | PH-148 | the key belongs to somebody else than the committer |
    ///
    /// @param code stable
    /// @param why goes on after "commit 1234567 …"
    record Bad(String code, String why) implements Verdict {}
}
