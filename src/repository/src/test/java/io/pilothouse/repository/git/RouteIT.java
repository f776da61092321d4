package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.FetchOutcome.Fetched;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import io.pilothouse.testkit.git.GitHttpsServer;
import io.pilothouse.testkit.git.GitSshServer;
import io.pilothouse.testkit.tls.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// By which way a fetch goes, and where it never goes.
class RouteIT {
    private static final String PASSWORD = "canary-4711";
    private static final String PROXY_PASSWORD = "canary-4712";

    @TempDir
    Path folder;

    private final TestAuthority authority = TestAuthority.create("Git", InstantSource.system());
    private BareRepository repository;
    private Revision commit;
    private GitHttpsServer https;
    private GitSshServer ssh;

    @BeforeEach
    void startServers() throws IOException {
        repository = BareRepository.create(folder.resolve("served/fleet.git"), InstantSource.system());
        commit = new Revision(repository.commit("first", Change.none().put("a.yaml", "a: 1\n")));
        https = GitHttpsServer.start(new GitHttpsServer.Settings(
                folder.resolve("served"), authority.serverFor("127.0.0.1"), "pilot", PASSWORD, 0));
        ssh = GitSshServer.start(new GitSshServer.Settings(folder.resolve("served")));
    }

    @AfterEach
    void stopServers() {
        https.close();
        ssh.close();
        repository.close();
    }

    @Test
    void goesThroughAProxyByHttpsAndBySsh() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.start("")) {
            // When
            FetchOutcome byHttps = fetch(httpsSettings().withProxy(through(proxy, "")));
            FetchOutcome bySsh = fetch(sshSettings().withProxy(through(proxy, "")));

            // Then
            assertThat(byHttps).isEqualTo(new Fetched("main", commit, true));
            assertThat(bySsh).isEqualTo(new Fetched("main", commit, true));
            assertThat(proxy.tunnels()).contains("127.0.0.1:" + https.port(), "127.0.0.1:" + ssh.port());
        }
    }

    @Test
    void tellsTheProxyWhoItIs() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.start("pilot:" + PROXY_PASSWORD)) {
            // When
            FetchOutcome byHttps = fetch(httpsSettings().withProxy(through(proxy, PROXY_PASSWORD)));
            FetchOutcome bySsh = fetch(sshSettings().withProxy(through(proxy, PROXY_PASSWORD)));

            // Then
            assertThat(byHttps).isEqualTo(new Fetched("main", commit, true));
            assertThat(bySsh).isEqualTo(new Fetched("main", commit, true));
        }
    }

    @Test
    void asksNoProxyForAnAddressThatIsRefused() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.start("")) {
            // Given
            GitSettings settings = GitSettings.of("https://169.254.169.254/fleet.git", "main", folder.resolve("state"))
                    .withProxy(through(proxy, ""));

            // When Then
            expectFailure(settings, "PH-130", "leads to 169.254.169.254");
            assertThat(proxy.tunnels()).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithTheProxy() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.start("pilot:" + PROXY_PASSWORD)) {
            int before = https.requestCount();
            expectFailure(httpsSettings().withProxy(through(proxy, "")), "PH-149", "asks for credentials");
            expectFailure(httpsSettings().withProxy(through(proxy, "wrong")), "PH-149", "refuses our credentials");
            expectFailure(sshSettings().withProxy(through(proxy, "wrong")), "PH-149", "refuses our credentials");
            GitProxy forgotten = new GitProxy(
                    proxy.url(), Optional.of(new GitProxy.Login("pilot", Secret.inFile(folder.resolve("nothing")))));
            expectFailure(httpsSettings().withProxy(forgotten), "PH-133", "nothing is missing, unreadable or empty");
            proxy.answer("HTTP/1.1 403 Forbidden");
            expectFailure(
                    httpsSettings().withProxy(through(proxy, PROXY_PASSWORD)), "PH-149", "does not let us through");
            proxy.answer("SSH-2.0-something else");
            expectFailure(httpsSettings().withProxy(through(proxy, PROXY_PASSWORD)), "PH-149", "none of an HTTP proxy");
            assertThat(https.requestCount()).isEqualTo(before);
        }
        expectFailure(
                httpsSettings().withProxy(new GitProxy("http://proxy.invalid:3128", Optional.empty())),
                "PH-149",
                "has a name that DNS does not know");
        expectFailure(
                httpsSettings().withProxy(new GitProxy("http://127.0.0.1:1", Optional.empty())),
                "PH-149",
                "does not answer");
    }

    @Test
    void sendsCredentialsToNoOtherHostThatItIsRedirectedTo() throws IOException {
        // Given
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpsServer other = serve();
        other.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        HttpsServer redirecting = serve();
        String target =
                "https://127.0.0.1:" + other.getAddress().getPort() + "/fleet.git/info/refs?service=git-upload-pack";
        redirecting.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", target);
            exchange.sendResponseHeaders(301, -1);
            exchange.close();
        });
        try {
            // When
            String url = "https://127.0.0.1:" + redirecting.getAddress().getPort() + "/fleet.git";

            // Then
            expectFailure(at(url), "PH-128", "sends us to another address, where our credentials must not go");
            assertThat(seen).isEmpty();
        } finally {
            other.stop(0);
            redirecting.stop(0);
        }
    }

    /// What checks the URL before a fetch asks DNS once; this is the part that asks again.
    @Test
    void refusesTheAddressThatANameLeadsToWhenItIsConnectedTo() throws IOException {
        // Given
        int before = https.requestCount();

        // When Then
        expectRefused(httpsSettings());
        expectRefused(sshSettings());
        assertThat(https.requestCount()).isEqualTo(before);
    }

    private void expectRefused(GitSettings local) {
        GitSettings strict = new GitSettings(
                local.url(),
                local.branch(),
                local.credentials(),
                local.folder(),
                local.timeout(),
                false,
                local.caBundle(),
                local.proxy(),
                local.protection(),
                local.sources(),
                local.quota());
        IsolatedSystem.install();
        CloneFolder clone = new CloneFolder(local.folder(), "test");
        try (BoundedRepository repositoryHere = clone.create()) {
            Wanted wanted = new Wanted.Branch("main");
            GitAddress address = GitAddress.parse(strict.url(), false);
            Download download = new Download(
                    strict,
                    address,
                    wanted,
                    new FetchFailures(address, strict, wanted),
                    new Deadline(Duration.ofSeconds(10), Duration.ofSeconds(10)),
                    new KeptTls());
            assertThat(download.into(repositoryHere, Optional.empty()))
                    .isInstanceOfSatisfying(Download.Result.Not.class, not -> {
                        assertThat(not.failed().message()).contains("leads to 127.0.0.1");
                        assertThat(not.failed().code()).isEqualTo("PH-130");
                    });
        } catch (IOException | GitAddress.RefusedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpsServer serve() throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(authority.serverFor("127.0.0.1").context()));
        server.start();
        return server;
    }

    private GitProxy through(ConnectProxy proxy, String password) throws IOException {
        return new GitProxy(
                proxy.url(),
                password.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new GitProxy.Login(
                                "pilot",
                                Secret.inFile(Files.writeString(folder.resolve("proxy-password"), password)))));
    }

    private FetchOutcome fetch(GitSettings settings) {
        try (FleetClone clone = FleetClone.of(settings)) {
            return clone.fetch();
        }
    }

    private void expectFailure(GitSettings settings, String code, String part) {
        assertThat(fetch(settings)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.message()).contains(part).doesNotContain("canary").doesNotContain("\n");
            assertThat(failed.code()).isEqualTo(code);
        });
    }

    private GitSettings httpsSettings() throws IOException {
        return at(https.url("fleet.git"));
    }

    private GitSettings at(String url) throws IOException {
        return GitSettings.of(url, "main", folder.resolve("by-https"))
                .withLocalAllowed()
                .withTimeout(Duration.ofSeconds(10))
                .withCaBundle(Files.writeString(folder.resolve("ca.crt"), authority.certificatePem()))
                .withCredentials(new GitCredentials.Password(
                        "pilot", Secret.inFile(Files.writeString(folder.resolve("password"), PASSWORD))));
    }

    private GitSettings sshSettings() throws IOException {
        return GitSettings.of(ssh.url("fleet.git"), "main", folder.resolve("by-ssh"))
                .withLocalAllowed()
                .withTimeout(Duration.ofSeconds(10))
                .withCredentials(new GitCredentials.SshKey(
                        Files.writeString(folder.resolve("key"), ssh.privateKey()),
                        Files.writeString(folder.resolve("known_hosts"), ssh.knownHosts())));
    }
}
