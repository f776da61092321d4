package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.FetchOutcome.Fetched;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import io.pilothouse.testkit.git.GitHttpsServer;
import io.pilothouse.testkit.tls.ServerIdentity;
import io.pilothouse.testkit.tls.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHttpsIT {
    private static final String PASSWORD = "canary-4711";

    @TempDir
    Path folder;

    private final TestAuthority authority = TestAuthority.create("Git", InstantSource.system());
    private BareRepository repository;
    private GitHttpsServer server;
    private Path bundle;
    private Path password;

    @BeforeEach
    void startServer() throws IOException {
        repository = BareRepository.create(folder.resolve("served/fleet.git"), InstantSource.system());
        server = serve(authority.serverFor("127.0.0.1"), 0);
        bundle = Files.writeString(folder.resolve("ca.crt"), authority.certificatePem());
        password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    }

    @AfterEach
    void stopServer() {
        server.close();
        repository.close();
    }

    @Test
    void fetchesWithAPasswordAndAsksTwiceAtMostWhenNothingIsNew() {
        // Given
        Revision commit = new Revision(repository.commit("first", Change.none().put("a.yaml", "a: 1\n")));
        try (FleetClone clone = FleetClone.of(settings())) {
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", commit, true));
            int before = server.requestCount();

            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isEqualTo(new Fetched("main", commit, false));
            assertThat(server.requestCount() - before).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void takesARotatedPasswordWithoutRestart() throws IOException {
        // Given
        repository.commit("first", Change.none());
        Files.writeString(password, "old");
        try (FleetClone clone = FleetClone.of(settings())) {
            expectFailure(clone.fetch(), "PH-133", "refuses our credentials");
            Files.writeString(password, PASSWORD);

            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isInstanceOf(Fetched.class);
        }
    }

    @Test
    void saysThatCredentialsAreMissing() throws IOException {
        // Given
        repository.commit("first", Change.none());
        GitSettings none = settings().withCredentials(new GitCredentials.None());
        Files.delete(password);

        // When Then
        expectFailure(none, "PH-133", "asks for credentials, and none are set");
        expectFailure(settings(), "PH-133", "the file " + password + " is missing, unreadable or empty");
    }

    @Test
    void saysThatTheCertificateIsNotTrusted() throws IOException {
        // Given
        GitSettings settings = settings();
        GitSettings unaware = GitSettings.of(settings.url(), "main", settings.folder())
                .withLocalAllowed()
                .withCredentials(settings.credentials());
        Path notPem = Files.writeString(folder.resolve("not.pem"), "hello");

        // When Then
        expectFailure(unaware, "PH-137", "signed by nobody we trust: name the CA bundle");
        expectFailure(settings.withCaBundle(notPem), "PH-137", "holds no certificate that can be read");
        restart(authority.expiredServerFor("127.0.0.1"));
        expectFailure(settings(), "PH-137", "has expired: renew it");
        restart(authority.serverFor("git.example.org"));
        expectFailure(settings(), "PH-137", "is for another name");
    }

    @Test
    void saysWhatTheServerIsMissing() {
        // Given
        GitSettings settings = settings();
        GitSettings otherRepository = at(server.url("nothing.git"));

        // When Then
        expectFailure(settings, "PH-139", "it is empty: push a first commit");
        repository.commit("first", Change.none());
        expectFailure(otherRepository, "PH-134", "has no such repository");
        expectFailure(
                onBranch("mian"), "PH-135", "has no such branch: create it, or name another. Did you mean \"main\"?");
    }

    @Test
    void saysWhatTheServerAnswersInstead() {
        // Given
        repository.commit("first", Change.none());

        // When Then
        server.failWith(403);
        expectFailure(settings(), "PH-133", "does not let us read");
        server.failWith(500);
        expectFailure(settings(), "PH-131", "answers with an error of its own (500)");
        server.failWith(429);
        expectFailure(settings(), "PH-131", "asks us to wait (429)");
        server.failWith(302);
        expectFailure(settings(), "PH-128", "sends us to another address, where our credentials must not go");
        server.failWith(204);
        expectFailure(settings(), "PH-128", "gives an answer that is none of a Git server");
        server.recover();
        try (FleetClone clone = FleetClone.of(settings())) {
            assertThat(clone.fetch()).isInstanceOf(Fetched.class);
        }
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        // Given
        String url = server.url("fleet.git");
        server.close();

        // When Then
        expectFailure(at(url), "PH-131", "cannot be reached, it refuses the connection");
        expectFailure(at("https://git.invalid/fleet.git"), "PH-132", "has a name that DNS does not know");
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            String hanging = "https://127.0.0.1:" + silent.getLocalPort() + "/fleet.git";
            expectFailure(at(hanging).withTimeout(Duration.ofSeconds(1)), "PH-138", "takes longer than 1 s to answer");
        }
    }

    @Test
    void keepsTheLastCommitWhileTheServerIsAway() {
        // Given
        Revision commit = new Revision(repository.commit("first", Change.none().put("a.yaml", "a: 1\n")));
        GitSettings settings = settings();
        try (FleetClone clone = FleetClone.of(settings)) {
            clone.fetch();
            server.failWith(503);

            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isInstanceOf(Failed.class);
            assertThat(clone.lastFetched()).contains(commit);
        }
    }

    @Test
    void readsWhileAServerKeepsItWaiting() throws Exception {
        // Given
        Revision commit = new Revision(repository.commit("first", Change.none().put("a.yaml", "a: 1\n")));
        try (FleetClone clone = FleetClone.of(settings().withTimeout(Duration.ofMinutes(1)));
                ServerSocket silent = new ServerSocket()) {
            clone.fetch();
            int port = server.port();
            server.close();
            silent.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
            Thread fetching = Thread.ofVirtual().start(() -> outcome.complete(clone.fetch()));
            try (Socket accepted = silent.accept()) {
                // When
                List<TreeEntry> files = clone.<List<TreeEntry>, Exception>read(commit, tree -> tree.children(""));

                // Then
                assertThat(files).hasSize(1);
                assertThat(clone.isAncestor(commit, commit)).isTrue();
                assertThat(clone.lastFetched()).contains(commit);
                assertThat(outcome).isNotDone();
                assertThat(accepted.isConnected()).isTrue();
                fetching.interrupt();
                expectFailure(outcome.get(10, TimeUnit.SECONDS), "PH-138", "the program is stopping");
            }
        }
    }

    @Test
    void refusesAServerOnThisMachineUnlessAllowed() {
        // Given
        GitSettings settings = GitSettings.of(server.url("fleet.git"), "main", folder.resolve("state"))
                .withCaBundle(bundle);
        int before = server.requestCount();

        // When Then
        expectFailure(settings, "PH-130", "leads to 127.0.0.1, an address of this machine");
        expectFailure(
                GitSettings.of("https://169.254.169.254/x.git", "main", folder.resolve("state")), "PH-130", "169.254");
        expectFailure(GitSettings.of("https://[::1]/x.git", "main", folder.resolve("state")), "PH-130", "this machine");
        assertThat(server.requestCount()).isEqualTo(before);
    }

    private void restart(ServerIdentity identity) {
        server.close();
        server = serve(identity, 0);
    }

    private GitHttpsServer serve(ServerIdentity identity, int port) {
        return GitHttpsServer.start(
                new GitHttpsServer.Settings(folder.resolve("served"), identity, "pilot", PASSWORD, port));
    }

    private GitSettings settings() {
        return at(server.url("fleet.git"));
    }

    private GitSettings onBranch(String branch) {
        return settings().at(server.url("fleet.git"), branch);
    }

    private GitSettings at(String url) {
        return GitSettings.of(url, "main", folder.resolve("state"))
                .withLocalAllowed()
                .withCaBundle(bundle)
                .withCredentials(new GitCredentials.Password("pilot", Secret.inFile(password)));
    }

    private static void expectFailure(GitSettings settings, String code, String part) {
        try (FleetClone clone = FleetClone.of(settings)) {
            expectFailure(clone.fetch(), code, part);
        }
    }

    private static void expectFailure(FetchOutcome outcome, String code, String part) {
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.message()).contains(part).doesNotContain(PASSWORD).doesNotContain("\n");
            assertThat(failed.code()).isEqualTo(code);
        });
    }
}
