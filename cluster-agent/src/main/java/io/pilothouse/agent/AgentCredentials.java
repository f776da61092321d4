package io.pilothouse.agent;

import io.pilothouse.repository.git.GitCredentials;
import io.pilothouse.repository.git.Secret;
import io.pilothouse.repository.settings.Settings;
import io.pilothouse.repository.settings.SettingsException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads who the agent is to the Git server: a password or a token in a file, or an SSH key. Secrets are named by
/// their file, so that none stands in a configuration, an environment or a command line.
final class AgentCredentials {
    private AgentCredentials() {}

    /// @param at the key below which they stand, such as `repository`
    static GitCredentials read(Settings settings, String at) throws SettingsException {
        Optional<String> username = settings.optionalText(at + ".username");
        Optional<Path> password = settings.optionalPath(at + ".passwordFile");
        Optional<Path> token = settings.optionalPath(at + ".tokenFile");
        Optional<Path> sshKey = settings.optionalPath(at + ".sshKey");
        Optional<Path> knownHosts = settings.optionalPath(at + ".knownHosts");
        if (password.isPresent() && token.isPresent()) {
            throw settings.refuse(at + ".tokenFile", "cannot be given together with \"" + at + ".passwordFile\"");
        }
        if (sshKey.isPresent() && (password.isPresent() || token.isPresent())) {
            throw settings.refuse(at + ".sshKey", "cannot be given together with a password or a token: choose one");
        }
        if (sshKey.isPresent() != knownHosts.isPresent()) {
            throw settings.refuse(
                    sshKey.isPresent() ? at + ".knownHosts" : at + ".sshKey",
                    "is missing: an SSH repository needs both \"sshKey\" and \"knownHosts\"");
        }
        if (password.isPresent() && username.isEmpty()) {
            throw settings.refuse(at + ".username", "is missing beside \"" + at + ".passwordFile\"");
        }
        if (username.isPresent() && password.isEmpty() && token.isEmpty()) {
            throw settings.refuse(at + ".passwordFile", "is missing beside \"" + at + ".username\"");
        }
        if (sshKey.isPresent() && knownHosts.isPresent()) {
            return new GitCredentials.SshKey(sshKey.get(), knownHosts.get());
        }
        Optional<Path> secret = password.or(() -> token);
        // Git hosts take a token as password of any user.
        return secret.<GitCredentials>map(
                        file -> new GitCredentials.Password(username.orElse("pilothouse"), Secret.inFile(file)))
                .orElseGet(GitCredentials.None::new);
    }
}
