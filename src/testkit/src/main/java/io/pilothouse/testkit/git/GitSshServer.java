package io.pilothouse.testkit.git;

import io.pilothouse.testkit.tls.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.command.CommandFactory;
import org.apache.sshd.server.shell.InvertedShellWrapper;
import org.apache.sshd.server.shell.ProcessShell;

/// A Git host over SSH: the machine's own `git upload-pack` and `git receive-pack` behind a server that knows one key.
/// Serves every repository in one folder.
public final class GitSshServer implements AutoCloseable {
    private static final String USER = "git";
    private static final Set<String> SERVICES = Set.of("git-upload-pack", "git-receive-pack");

    private final SshServer server;
    private final KeyPair hostKey;
    private final KeyPair clientKey;

    /// The keys belong to the settings, so that a host that comes back is the same one, and one with new keys is
    /// not.
    public record Settings(Path repositories, KeyPair hostKey, KeyPair clientKey, int port) {
        public Settings(Path repositories) {
            this(repositories, TestAuthority.newKeyPair(), TestAuthority.newKeyPair(), 0);
        }

        public Settings withNewHostKey(int samePort) {
            return new Settings(repositories, TestAuthority.newKeyPair(), clientKey, samePort);
        }
    }

    private GitSshServer(SshServer server, Settings settings) {
        this.server = server;
        this.hostKey = settings.hostKey();
        this.clientKey = settings.clientKey();
    }

    public static GitSshServer start(Settings settings) {
        var server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(settings.port());
        server.setKeyPairProvider(KeyPairProvider.wrap(settings.hostKey()));
        server.setPublickeyAuthenticator((user, key, session) -> USER.equals(user)
                && KeyUtils.compareKeys(key, settings.clientKey().getPublic()));
        server.setCommandFactory(new GitCommands(settings.repositories()));
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve Git over SSH on port " + settings.port(), e);
        }
        return new GitSshServer(server, settings);
    }

    public int port() {
        return server.getPort();
    }

    /// The address to clone from; `repository` is the name of its folder, such as `fleet.git`.
    public String url(String repository) {
        return "ssh://" + USER + "@127.0.0.1:" + port() + "/" + repository;
    }

    /// The host's line of a `known_hosts` file.
    public String knownHosts() {
        return "[127.0.0.1]:" + port() + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n";
    }

    /// The client's private key as `ssh-keygen` writes it, without a passphrase.
    public String privateKey() {
        try (var text = new ByteArrayOutputStream()) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(clientKey, "pilothouse test", null, text);
            return text.toString(StandardCharsets.US_ASCII);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the client's key cannot be written as OpenSSH does", e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the SSH server on port " + port() + " did not stop", e);
        }
    }

    /// Lets a client run Git's two services on a repository of the folder, and nothing else.
    private record GitCommands(Path repositories) implements CommandFactory {

        @Override
        public Command createCommand(ChannelSession channel, String command) throws IOException {
            var words = command.split(" ", 2);
            String name = words.length == 2 ? words[1].replaceAll("^'/?|'$", "") : "";
            var process = SERVICES.contains(words[0])
                    ? repository(name)
                            .map(found -> List.of("git", words[0].substring("git-".length()), found.toString()))
                    : Optional.<List<String>>empty();
            return new InvertedShellWrapper(new ProcessShell(
                    process.orElseGet(() -> List.of("sh", "-c", "echo \"no such repository\" >&2; exit 128"))));
        }

        private Optional<Path> repository(String name) {
            Path folder = repositories.toAbsolutePath().normalize();
            Path found = folder.resolve(name).normalize();
            return found.startsWith(folder) && !found.equals(folder) && Files.isDirectory(found)
                    ? Optional.of(found)
                    : Optional.empty();
        }
    }
}
