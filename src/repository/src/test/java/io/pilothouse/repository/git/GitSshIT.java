package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.Revision;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.FetchOutcome.Fetched;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import io.pilothouse.testkit.git.GitSshServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitSshIT {
    @TempDir
    Path folder;

    private BareRepository repository;
    private GitSshServer.Settings served;
    private GitSshServer server;
    private Path key;
    private Path knownHosts;

    @BeforeEach
    void startServer() throws IOException {
        repository = BareRepository.create(folder.resolve("served/fleet.git"), InstantSource.system());
        served = new GitSshServer.Settings(folder.resolve("served"));
        server = GitSshServer.start(served);
        key = Files.writeString(folder.resolve("key"), server.privateKey());
        knownHosts = Files.writeString(folder.resolve("known_hosts"), server.knownHosts());
    }

    @AfterEach
    void stopServer() {
        server.close();
        repository.close();
    }

    @Test
    void fetchesWithAKeyFromAKnownHost() throws IOException {
        // Given
        Revision commit = new Revision(repository.commit("first", Change.none().put("a.yaml", "a: 1\n")));
        String before = Files.readString(knownHosts);
        try (FleetClone clone = FleetClone.of(settings("fleet.git", "main"))) {
            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isEqualTo(new Fetched("main", commit, true));
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", commit, false));
            assertThat(Files.readString(knownHosts)).isEqualTo(before);
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.contains("JGitSshClient")));
    }

    @ParameterizedTest
    @CsvSource({"ssh-ed25519, 256", "rsa-sha2-512, 3072", "ecdsa-sha2-nistp384, 384"})
    void fetchesWithTheKeysThatPeopleHave(String type, int size) throws Exception {
        // Given
        Revision commit = new Revision(repository.commit("first", Change.none()));
        String kind = type.startsWith("rsa") ? KeyPairProvider.SSH_RSA : type;
        server.close();
        server = GitSshServer.start(new GitSshServer.Settings(
                folder.resolve("served"),
                KeyUtils.generateKeyPair(kind, size),
                KeyUtils.generateKeyPair(kind, size),
                0));
        Files.writeString(key, server.privateKey());
        Files.writeString(knownHosts, server.knownHosts());

        // When
        try (FleetClone clone = FleetClone.of(settings("fleet.git", "main"))) {
            // Then
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", commit, true));
        }
    }

    @Test
    void refusesAHostItDoesNotKnow() throws IOException {
        // Given
        repository.commit("first", Change.none());
        Files.writeString(knownHosts, "");

        // When Then
        expectFailure("fleet.git", "main", "PH-136", "is not in the known_hosts file " + knownHosts);
        assertThat(Files.readString(knownHosts)).isEmpty();
    }

    @Test
    void refusesAHostWhoseKeyHasChanged() {
        // Given
        repository.commit("first", Change.none());
        int port = server.port();
        server.close();
        server = GitSshServer.start(served.withNewHostKey(port));

        // When Then
        expectFailure("fleet.git", "main", "PH-136", "its SSH host key has changed: it is SHA256:");
    }

    @Test
    void saysThatTheKeyIsRefused() throws IOException {
        // Given
        repository.commit("first", Change.none());
        GitSshServer.Settings other = new GitSshServer.Settings(folder.resolve("served"));
        try (GitSshServer stranger = GitSshServer.start(other)) {
            Files.writeString(key, stranger.privateKey());
        }

        // When Then
        expectFailure("fleet.git", "main", "PH-133", "refuses our SSH key");
    }

    @Test
    void saysThatTheKeyCannotBeUsed() throws Exception {
        // Given
        repository.commit("first", Change.none());
        Files.writeString(key, "-----BEGIN OPENSSH PRIVATE KEY-----\ngarbage\n-----END OPENSSH PRIVATE KEY-----\n");

        // When Then
        expectFailure("fleet.git", "main", "PH-133", "has a passphrase or an unknown format");
    }

    @Test
    void saysThatTheKeyHasAPassphrase() throws Exception {
        // Given
        repository.commit("first", Change.none());
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setCipherName("AES");
        encryption.setCipherType("256");
        encryption.setCipherMode("CTR");
        encryption.setPassword("secret");
        try (OutputStream out = Files.newOutputStream(key)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(served.clientKey(), "test", encryption, out);
        }

        // When Then
        expectFailure("fleet.git", "main", "PH-133", "has a passphrase or an unknown format");
    }

    @Test
    void saysWhatTheServerIsMissing() {
        // When Then
        expectFailure("fleet.git", "main", "PH-139", "it is empty");
        repository.commit("first", Change.none());
        expectFailure("fleet.git", "mian", "PH-135", "Did you mean \"main\"?");
        expectFailure("nothing.git", "main", "PH-134", "has no such repository");
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        // Given
        GitSettings settings = settings("fleet.git", "main");
        server.close();

        // When Then
        expectFailure(settings, "PH-131", "it refuses the connection");
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            String url = "ssh://git@127.0.0.1:" + silent.getLocalPort() + "/fleet.git";
            expectFailure(at(url, "main").withTimeout(Duration.ofSeconds(2)), "PH-138", "takes longer than 2 s");
        }
    }

    private GitSettings settings(String name, String branch) {
        return at(server.url(name), branch);
    }

    private GitSettings at(String url, String branch) {
        return GitSettings.of(url, branch, folder.resolve("state"))
                .withLocalAllowed()
                .withTimeout(Duration.ofSeconds(10))
                .withCredentials(new GitCredentials.SshKey(key, knownHosts));
    }

    private void expectFailure(String name, String branch, String code, String part) {
        expectFailure(settings(name, branch), code, part);
    }

    private static void expectFailure(GitSettings settings, String code, String part) {
        try (FleetClone clone = FleetClone.of(settings)) {
            assertThat(clone.fetch()).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.message()).contains(part).doesNotContain("\n");
                assertThat(failed.code()).isEqualTo(code);
            });
        }
    }
}
