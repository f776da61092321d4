package io.pilothouse.repository.git;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where the fleet repository is and how to get it.
///
/// @param url `https://…`, `ssh://git@…` or `git@host:path`; never with a password in it
/// @param branch the one branch to follow
/// @param credentials who we are
/// @param folder where the clone is kept, in its sub folder `fleet.git`
/// @param timeout how long the server may keep us waiting for its next byte; a whole fetch may take ten times as long
/// @param isLocalAllowed accept `file:` URLs and servers on this machine, for tests and the demo
/// @param caBundle certificates (PEM) to trust beside those of the Java platform
/// @param proxy between us and the server
/// @param protection what a new commit must be so that it is used
/// @param sources other repositories that the fleet repository may name
/// @param quota bytes that the clone's folder may grow to before it is made anew without its history
public record GitSettings(
        String url,
        String branch,
        GitCredentials credentials,
        Path folder,
        Duration timeout,
        boolean isLocalAllowed,
        Optional<Path> caBundle,
        Optional<GitProxy> proxy,
        GitProtection protection,
        GitSources sources,
        long quota) {
    public static final long QUOTA = 2L << 30;

    public static GitSettings of(String url, String branch, Path folder) {
        return new GitSettings(
                url,
                branch,
                new GitCredentials.None(),
                folder,
                Duration.ofSeconds(30),
                false,
                Optional.empty(),
                Optional.empty(),
                GitProtection.DEFAULT,
                GitSources.NONE,
                QUOTA);
    }

    /// @return the same, of another repository
    GitSettings at(String otherUrl, String otherBranch) {
        return new GitSettings(
                otherUrl,
                otherBranch,
                credentials,
                folder,
                timeout,
                isLocalAllowed,
                caBundle,
                proxy,
                protection,
                sources,
                quota);
    }

    /// @return the same, kept elsewhere
    public GitSettings in(Path otherFolder) {
        return new GitSettings(
                url,
                branch,
                credentials,
                otherFolder,
                timeout,
                isLocalAllowed,
                caBundle,
                proxy,
                protection,
                sources,
                quota);
    }

    public GitSettings withCredentials(GitCredentials other) {
        return new GitSettings(
                url, branch, other, folder, timeout, isLocalAllowed, caBundle, proxy, protection, sources, quota);
    }

    public GitSettings withTimeout(Duration other) {
        return new GitSettings(
                url, branch, credentials, folder, other, isLocalAllowed, caBundle, proxy, protection, sources, quota);
    }

    public GitSettings withLocalAllowed() {
        return new GitSettings(
                url, branch, credentials, folder, timeout, true, caBundle, proxy, protection, sources, quota);
    }

    public GitSettings withCaBundle(Path bundle) {
        return new GitSettings(
                url,
                branch,
                credentials,
                folder,
                timeout,
                isLocalAllowed,
                Optional.of(bundle),
                proxy,
                protection,
                sources,
                quota);
    }

    public GitSettings withProxy(GitProxy other) {
        return new GitSettings(
                url,
                branch,
                credentials,
                folder,
                timeout,
                isLocalAllowed,
                caBundle,
                Optional.of(other),
                protection,
                sources,
                quota);
    }

    public GitSettings withProtection(GitProtection other) {
        return new GitSettings(
                url, branch, credentials, folder, timeout, isLocalAllowed, caBundle, proxy, other, sources, quota);
    }

    public GitSettings withSources(GitSources other) {
        return new GitSettings(
                url, branch, credentials, folder, timeout, isLocalAllowed, caBundle, proxy, protection, other, quota);
    }

    public GitSettings withQuota(long bytes) {
        return new GitSettings(
                url, branch, credentials, folder, timeout, isLocalAllowed, caBundle, proxy, protection, sources, bytes);
    }

    /// @return one sentence why these settings can never work, empty if they may
    public Optional<String> problem() {
        return SettingsCheck.problem(this);
    }

    /// Without the URL, which somebody may have put a password into.
    @Override
    public String toString() {
        return "GitSettings[branch=" + branch + ", folder=" + folder + "]";
    }
}
