package io.pilothouse.repository.git;

import java.nio.file.Path;

/// Who we are to the Git server.
public sealed interface GitCredentials {

    /// Nobody: a public repository, or one on this machine.
    record None() implements GitCredentials {}

    /// A user name with a password or token, sent over HTTPS only.
    record Password(String username, Secret password) implements GitCredentials {}

    /// A key, without passphrase, and the host keys that the server may have.
    record SshKey(Path privateKey, Path knownHosts) implements GitCredentials {}
}
