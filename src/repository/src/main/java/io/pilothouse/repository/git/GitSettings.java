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
public record GitSettings(
        String url,
        String branch,
        GitCredentials credentials,
        Path folder,
        Duration timeout,
        boolean isLocalAllowed,
        Optional<Path> caBundle) {

    public static GitSettings of(String url, String branch, Path folder) {
        return new GitSettings(
                url, branch, new GitCredentials.None(), folder, Duration.ofSeconds(30), false, Optional.empty());
    }

    public GitSettings withCredentials(GitCredentials other) {
        return new GitSettings(url, branch, other, folder, timeout, isLocalAllowed, caBundle);
    }

    public GitSettings withTimeout(Duration other) {
        return new GitSettings(url, branch, credentials, folder, other, isLocalAllowed, caBundle);
    }

    public GitSettings withLocalAllowed() {
        return new GitSettings(url, branch, credentials, folder, timeout, true, caBundle);
    }

    public GitSettings withCaBundle(Path bundle) {
        return new GitSettings(url, branch, credentials, folder, timeout, isLocalAllowed, Optional.of(bundle));
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
