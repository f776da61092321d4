package io.pilothouse.repository.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.sshd.JGitKeyCache;
import org.eclipse.jgit.transport.sshd.ProxyData;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/// SSH with one key, one known_hosts file and nothing of the machine's own: no `~/.ssh/config`, no agent, no passwords.
final class SshSessions {
    private SshSessions() {}

    /// The private key cannot be used.
    static final class KeyUnusableException extends IOException {
        KeyUnusableException(String message) {
            super(message);
        }

        KeyUnusableException(Throwable cause) {
            super(cause);
        }
    }

    /// @throws KeyUnusableException if the file holds no key that can be used without a passphrase. Said here,
    ///     because the library passes such a key over and leaves it to the server to refuse us
    static SshdSessionFactory with(GitCredentials.SshKey key, KnownHosts hosts, Optional<ProxyData> proxy, File folder)
            throws KeyUnusableException {
        List<KeyPair> keys = load(key.privateKey());
        return new SshdSessionFactoryBuilder()
                .setHomeDirectory(folder)
                .setSshDirectory(folder)
                .setConfigStoreFactory((home, config, user) -> null)
                .setPreferredAuthentications("publickey")
                .setDefaultIdentities(none -> List.of())
                .setDefaultKeysProvider(none -> keys)
                .setDefaultKnownHostsFiles(none -> List.of(key.knownHosts()))
                .setServerKeyDatabase((home, ssh) -> hosts)
                .setConnectorFactory(null)
                .setProxyDataFactory(server -> proxy.orElse(null))
                .build(new JGitKeyCache());
    }

    private static List<KeyPair> load(Path file) throws KeyUnusableException {
        List<KeyPair> keys = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName("the private key"), in, FilePasswordProvider.EMPTY);
            if (found != null) {
                found.forEach(keys::add);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new KeyUnusableException(e);
        }
        if (keys.isEmpty()) {
            throw new KeyUnusableException("no key in the file");
        }
        return keys;
    }
}
