package io.pilothouse.repository.git;

import java.util.List;

/// Other Git repositories that the fleet repository may name, and who we are to each. Whoever can write into the fleet
/// repository can write URLs, so what is not listed here is not asked. Without any entry, repositories on the fleet
/// repository's own host may be named, and are asked as the fleet repository is.
///
/// @param allowed in the order in which they are tried; the first whose prefix fits counts
public record GitSources(List<Allowed> allowed) {
    /// The fleet repository's own host, and nothing else.
    public static final GitSources NONE = new GitSources(List.of());

    public GitSources {
        allowed = List.copyOf(allowed);
    }

    /// A server, or a folder of it.
    ///
    /// @param prefix `https://host/team`, `ssh://host/team`; ends at a slash, so that it never means
    ///     `/team-of-others`
    /// @param credentials who we are there
    public record Allowed(String prefix, GitCredentials credentials) {
        /// Without the credentials.
        @Override
        public String toString() {
            return "Allowed[" + prefix + "]";
        }
    }
}
