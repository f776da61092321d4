package io.pilothouse.testkit.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitServerIT {
    private static final String NAME = "fleet.git";

    @TempDir
    private Path directory;

    private Path hosted;
    private BareRepository repository;
    private TestAuthority authority;

    @BeforeEach
    void create() throws IOException {
        hosted = Files.createDirectories(directory.resolve("hosted"));
        repository = BareRepository.create(hosted.resolve(NAME), InstantSource.system());
        authority = TestAuthority.create("git host", InstantSource.system());
        Files.writeString(directory.resolve("ca.crt"), authority.certificatePem());
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void httpsServesCloneShallowFetchAndPush() throws Exception {
        // Given
        String first = repository.commit("One", Change.files(Map.of("app/a.yaml", "a: 1\n")));
        String second = repository.commit("Two", Change.files(Map.of("app/b.yaml", "b: 1\n")));
        try (var server = https("agent", "secret")) {
            String url = withLogin(server, "agent:secret");

            // When
            git(directory, "clone", "--quiet", "--depth=1", url, "copy");
            Path copy = directory.resolve("copy");
            var shallow = git(copy, "rev-list", "HEAD");
            git(copy, "fetch", "--quiet", "--depth=1", "origin", first);
            Files.writeString(copy.resolve("app/c.yaml"), "c: 1\n");
            git(copy, "add", ".");
            git(copy, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "--quiet", "-m", "Three");
            git(copy, "push", "--quiet", "origin", "HEAD:main");

            // Then
            assertThat(shallow).containsExactly(second);
            assertThat(git(copy, "cat-file", "-t", first)).containsExactly("commit");
            assertThat(git(copy, "rev-parse", "HEAD")).containsExactly(repository.head());
        }
    }

    @Test
    void httpsRefusesWrongPasswordsAndUnknownAuthorities() {
        // Given
        repository.commit("One", Change.files(Map.of("a", "1")));
        try (var server = https("agent", "secret")) {
            String url = withLogin(server, "agent:guessed");

            // When, Then
            assertThatThrownBy(() -> git(directory, "ls-remote", url)).hasMessageContaining("Authentication failed");
            assertThatThrownBy(() -> run(directory, Map.of(), "ls-remote", server.url(NAME)))
                    .hasMessageContaining("certificate");
        }
    }

    @Test
    void httpsFailsOnRequestAndRecovers() throws Exception {
        // Given
        String commit = repository.commit("One", Change.files(Map.of("a", "1")));
        try (var server = https("agent", "secret")) {
            String url = withLogin(server, "agent:secret");
            server.failWith(503);
            assertThatThrownBy(() -> git(directory, "ls-remote", url)).hasMessageContaining("503");

            // When
            server.recover();

            // Then
            assertThat(git(directory, "ls-remote", url)).contains(commit + "\trefs/heads/main");
            assertThat(server.requestCount()).isPositive();
        }
    }

    @Test
    void sshServesTheHolderOfTheKey() throws Exception {
        // Given
        String commit = repository.commit("One", Change.files(Map.of("a", "1")));
        try (var server = GitSshServer.start(new GitSshServer.Settings(hosted))) {
            // When
            try (var copy = clone(server, server.knownHosts(), server.privateKey())) {
                // Then
                assertThat(copy.getRepository().resolve("refs/heads/main").name())
                        .isEqualTo(commit);
            }
        }
    }

    @Test
    void sshTurnsStrangersAway() {
        // Given
        repository.commit("One", Change.files(Map.of("a", "1")));
        try (var server = GitSshServer.start(new GitSshServer.Settings(hosted));
                var other = GitSshServer.start(new GitSshServer.Settings(hosted))) {
            // When, Then
            assertThatThrownBy(() -> clone(server, server.knownHosts(), other.privateKey()))
                    .isInstanceOf(TransportException.class);
        }
    }

    @Test
    void clientsNoticeAChangedSshHostKey() {
        // Given
        repository.commit("One", Change.files(Map.of("a", "1")));
        var settings = new GitSshServer.Settings(hosted);
        String known;
        int port;
        try (var server = GitSshServer.start(settings)) {
            known = server.knownHosts();
            port = server.port();
        }
        try (var changed = GitSshServer.start(settings.withNewHostKey(port))) {
            // When, Then
            assertThatThrownBy(() -> clone(changed, known, changed.privateKey()))
                    .isInstanceOf(TransportException.class);
        }
    }

    @Test
    void sshSaysThatARepositoryDoesNotExist() {
        // Given
        try (var server = GitSshServer.start(new GitSshServer.Settings(hosted))) {
            // When, Then
            assertThatThrownBy(() -> clone(server, "../ca.crt", server.knownHosts(), server.privateKey()))
                    .hasStackTraceContaining("/../ca.crt: no such repository");
        }
    }

    private GitHttpsServer https(String user, String password) {
        return GitHttpsServer.start(
                new GitHttpsServer.Settings(hosted, authority.serverFor("127.0.0.1"), user, password));
    }

    private static String withLogin(GitHttpsServer server, String login) {
        return server.url(NAME).replace("https://", "https://" + login + "@");
    }

    private Git clone(GitSshServer server, String knownHosts, String privateKey) throws Exception {
        return clone(server, NAME, knownHosts, privateKey);
    }

    private Git clone(GitSshServer server, String name, String knownHosts, String privateKey) throws Exception {
        Path home = Files.createTempDirectory(directory, "home");
        Path ssh = Files.createDirectory(home.resolve("ssh"));
        Files.writeString(ssh.resolve("id_ecdsa"), privateKey);
        Files.writeString(ssh.resolve("known_hosts"), knownHosts);
        try (SshdSessionFactory sessions = new SshdSessionFactoryBuilder()
                .setHomeDirectory(home.toFile())
                .setSshDirectory(ssh.toFile())
                .setPreferredAuthentications("publickey")
                .build(null)) {
            return Git.cloneRepository()
                    .setBare(true)
                    .setURI(server.url(name))
                    .setDirectory(home.resolve("copy.git").toFile())
                    .setTransportConfigCallback(transport -> ((SshTransport) transport).setSshSessionFactory(sessions))
                    .call();
        }
    }

    private List<String> git(Path folder, String... arguments) throws IOException, InterruptedException {
        return run(folder, Map.of("GIT_SSL_CAINFO", directory.resolve("ca.crt").toString()), arguments);
    }

    private static List<String> run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        var process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said.lines().toList();
    }
}
