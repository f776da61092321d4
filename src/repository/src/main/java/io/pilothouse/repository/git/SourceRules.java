package io.pilothouse.repository.git;

import io.pilothouse.repository.git.GitAddress.RefusedException;
import io.pilothouse.repository.git.GitSources.Allowed;
import java.util.List;
import java.util.Optional;

/// Decides which other repositories may be asked for, and as whom. URLs are compared by their parts, after they were
/// taken apart: a host by its name in DNS, a port with the scheme's own filled in, a path by whole segments. What could
/// mean one path here and another one there, such as `%2e` or `//`, is no URL at all.
final class SourceRules {
    private final GitSettings fleet;

    SourceRules(GitSettings fleet) {
        this.fleet = fleet;
    }

    /// What was decided.
    sealed interface Ruling {
        /// @param settings how to get it
        record Allow(GitAddress address, GitSettings settings) implements Ruling {}

        /// @param code PH-141 where a setting could allow it, PH-143 where nothing could
        record Refuse(String code, String why) implements Ruling {}
    }

    Ruling rule(String url, String ref) {
        try {
            GitAddress address = parse(url, fleet.isLocalAllowed());
            Optional<GitCredentials> credentials = credentials(address);
            return credentials.isPresent()
                    ? new Ruling.Allow(address, fleet.at(address.url(), ref).withCredentials(credentials.get()))
                    : new Ruling.Refuse(
                            "PH-141",
                            "The repository " + address.shown()
                                    + " may not be used by the fleet repository: add its server, or a folder of it, to"
                                    + " repository.sources in the agent's settings.");
        } catch (RefusedException e) {
            return new Ruling.Refuse("PH-143", e.sentence());
        }
    }

    /// @return one sentence why the list of allowed repositories can never work, empty if it may
    static Optional<String> problem(GitSettings settings) {
        for (Allowed allowed : settings.sources().allowed()) {
            try {
                GitAddress address = parse(allowed.prefix().replaceFirst("(?<=[^/:])/$", "") + "/any", true);
                if (address.scheme() == GitAddress.Scheme.FILE && !settings.isLocalAllowed()) {
                    return Optional.of("A file: URL may be an allowed source in tests and the demo only.");
                }
            } catch (RefusedException e) {
                return Optional.of("The list of allowed sources holds a prefix that is no URL: " + e.sentence());
            }
        }
        return Optional.empty();
    }

    private Optional<GitCredentials> credentials(GitAddress address) throws RefusedException {
        List<Allowed> allowed = fleet.sources().allowed();
        if (allowed.isEmpty()) {
            return isSameServer(parse(fleet.url(), fleet.isLocalAllowed()), address)
                    ? Optional.of(fleet.credentials())
                    : Optional.empty();
        }
        for (Allowed one : allowed) {
            GitAddress prefix = parse(one.prefix().replaceFirst("(?<=[^/:])/$", "") + "/any", fleet.isLocalAllowed());
            String folder = prefix.path().substring(0, prefix.path().length() - "any".length());
            if (isSameServer(prefix, address) && (address.path() + "/").startsWith(folder)) {
                return Optional.of(one.credentials());
            }
        }
        return Optional.empty();
    }

    private static boolean isSameServer(GitAddress one, GitAddress other) {
        return one.scheme() == other.scheme()
                && one.host().equals(other.host())
                && one.user().equals(other.user())
                && port(one) == port(other);
    }

    private static int port(GitAddress address) {
        return switch (address.scheme()) {
            case HTTPS -> address.port() == 0 ? 443 : address.port();
            case SSH -> address.port() == 0 ? 22 : address.port();
            case FILE -> 0;
        };
    }

    private static GitAddress parse(String url, boolean isLocalAllowed) throws RefusedException {
        GitAddress address = GitAddress.parse(url, isLocalAllowed);
        String path = address.path();
        if (path.contains("%")
                || path.contains("\\")
                || path.contains("?")
                || path.contains("#")
                || path.contains("//")
                || (path + "/").contains("/./")) {
            throw new RefusedException(
                    "The repository's URL has a path that can be read in two ways: write it without %, \\, ?, #, // and"
                            + " /./ in it.");
        }
        return address;
    }
}
