package io.pilothouse.repository.git;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/// Finds what no retry can mend.
final class SettingsCheck {
    private SettingsCheck() {}

    static Optional<String> problem(GitSettings settings) {
        return problem(settings, new Wanted.Branch(settings.branch()));
    }

    static Optional<String> problem(GitSettings settings, Wanted wanted) {
        if (wanted instanceof Wanted.Branch(String name) && isNoBranch(name)) {
            return Optional.of("The branch's name is not one that Git allows: name a branch, such as main.");
        }
        if (wanted instanceof Wanted.Named(String name) && isNoRef(name)) {
            return Optional.of("The ref is none that Git allows: name a branch, a tag or a full commit id.");
        }
        return settings.proxy()
                .flatMap(GitProxy::problem)
                .or(() -> rewrite(settings.protection()))
                .or(() -> settings.protection().signatures().problem())
                .or(() -> credentials(settings))
                .or(() -> SourceRules.problem(settings));
    }

    private static Optional<String> rewrite(GitProtection protection) {
        return protection.acceptedRewrite().filter(id -> !ObjectId.isId(id)).isPresent()
                ? Optional.of(
                        "The rewritten history to accept must be named by its full commit id, as the refusal shows"
                                + " it.")
                : Optional.empty();
    }

    private static Optional<String> credentials(GitSettings settings) {
        try {
            GitAddress address = GitAddress.parse(settings.url(), settings.isLocalAllowed());
            return switch (settings.credentials()) {
                case GitCredentials.None ignored
                when address.scheme() == GitAddress.Scheme.SSH ->
                    Optional.of("The repository's URL is an ssh one, which needs a private key and a known_hosts file:"
                            + " name both in the settings.");
                case GitCredentials.None ignored -> bundle(settings);
                case GitCredentials.Password ignored
                when address.scheme() != GitAddress.Scheme.HTTPS ->
                    Optional.of("A user name with a password or token works with https URLs only.");
                case GitCredentials.Password ignored -> bundle(settings);
                case GitCredentials.SshKey ignored
                when address.scheme() != GitAddress.Scheme.SSH ->
                    Optional.of("A private key works with ssh URLs only.");
                case GitCredentials.SshKey key ->
                    unreadable("private key", key.privateKey())
                            .or(() -> unreadable("known_hosts file", key.knownHosts()));
            };
        } catch (GitAddress.RefusedException e) {
            return Optional.of(e.sentence());
        }
    }

    private static boolean isNoBranch(String branch) {
        return branch.isBlank()
                || branch.length() > 250
                || branch.equals("HEAD")
                || branch.startsWith("refs/")
                || branch.startsWith("-")
                || !Repository.isValidRefName("refs/heads/" + branch);
    }

    private static boolean isNoRef(String name) {
        return !name.isEmpty()
                && (name.isBlank()
                        || name.length() > 250
                        || name.startsWith("-")
                        || (name.startsWith("refs/")
                                ? !Repository.isValidRefName(name)
                                : !Repository.isValidRefName("refs/heads/" + name)));
    }

    private static Optional<String> bundle(GitSettings settings) {
        return settings.caBundle().flatMap(bundle -> unreadable("CA bundle", bundle));
    }

    private static Optional<String> unreadable(String what, Path file) {
        return Files.isReadable(file) && !Files.isDirectory(file)
                ? Optional.empty()
                : Optional.of("The " + what + " " + file
                        + " is missing or may not be read: correct its path or permissions.");
    }
}
