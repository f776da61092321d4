package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import java.util.Optional;

/// What came of asking the Git server.
public sealed interface FetchOutcome {
    String branch();

    /// The newest commit of the branch, and all that it needs, is here.
    ///
    /// @param isNew it was not here before
    /// @param rewrote the commit that was here before and is none of its ancestors, where the branch's history was
    ///     rewritten and that is allowed, or was accepted
    record Fetched(String branch, Revision revision, boolean isNew, Optional<Revision> rewrote)
            implements FetchOutcome {
        public Fetched(String branch, Revision revision, boolean isNew) {
            this(branch, revision, isNew, Optional.empty());
        }
    }

    /// There is no answer, or none that can be used. What was fetched before is still here, and in use.
    ///
    /// | Code | Why |
    /// |---|---|
    /// | PH-120 | the branch's history was rewritten, which is refused until an operator accepts it |
    /// | PH-128 | the answer cannot be used: too large, damaged, or from something that is no Git server |
    /// | PH-129 | the clone on this machine cannot be written or read |
    /// | PH-130 | the settings can never work |
    /// | PH-131 | the server cannot be reached |
    /// | PH-132 | the server's name is not known |
    /// | PH-133 | the server refuses the credentials |
    /// | PH-134 | there is no such repository |
    /// | PH-135 | there is no such branch |
    /// | PH-136 | the server's SSH host key is unknown or has changed |
    /// | PH-137 | the server's certificate is not trusted |
    /// | PH-138 | the server takes too long |
    /// | PH-139 | the repository is empty |
    /// | PH-144 … 148 | a commit's signature, see `SignatureCheck` |
    /// | PH-149 | the proxy does not bring us to the server |
    ///
    /// @param code stable
    /// @param message one sentence: which server and branch, why, and what to do; never credentials
    record Failed(String branch, String code, String message) implements FetchOutcome {}
}
