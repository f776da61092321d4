package io.pilothouse.repository.git;

import java.io.File;
import java.util.List;
import org.eclipse.jgit.transport.sshd.JGitKeyCache;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/// SSH with one key, one known_hosts file and nothing of the machine's own: no `~/.ssh/config`, no agent, no passwords.
final class SshSessions {
    private SshSessions() {}

    static SshdSessionFactory with(GitCredentials.SshKey key, KnownHosts hosts, File folder) {
        return new SshdSessionFactoryBuilder()
                .setHomeDirectory(folder)
                .setSshDirectory(folder)
                .setConfigStoreFactory((home, config, user) -> null)
                .setPreferredAuthentications("publickey")
                .setDefaultIdentities(none -> List.of(key.privateKey()))
                .setDefaultKnownHostsFiles(none -> List.of(key.knownHosts()))
                .setServerKeyDatabase((home, ssh) -> hosts)
                .setConnectorFactory(null)
                .build(new JGitKeyCache());
    }
}
