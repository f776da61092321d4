package io.pilothouse.repository.helm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.git.Secret;
import io.pilothouse.repository.helm.Tgz;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.testkit.tls.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a chart repository over TLS.
class HttpRepositoryIT {
    private static final byte[] OLD = Tgz.chart("web", "1.2.0", "a: 1\n");
    private static final byte[] NEW = Tgz.chart("web", "1.3.0", "a: 2\n");
    private static final byte[] NEXT = Tgz.chart("web", "2.0.0-rc.1", "a: 3\n");

    @TempDir
    Path folder;

    private final TestAuthority authority = TestAuthority.create("Charts", InstantSource.system());
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private ChartHost host;
    private Path bundle;

    @BeforeEach
    void serve() throws IOException {
        host = new ChartHost(authority.serverFor("127.0.0.1"));
        bundle = Files.writeString(folder.resolve("ca.crt"), authority.certificatePem());
        host.put("/charts/index.yaml", index("web-1.2.0.tgz", "web-1.3.0.tgz"));
        host.put("/charts/web-1.2.0.tgz", OLD);
        host.put("/charts/web-1.3.0.tgz", NEW);
        host.put("/charts/web-2.0.0-rc.1.tgz", NEXT);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private static String index(String old, String newer) {
        return """
            apiVersion: v1
            entries:
              other:
              - name: other
                version: 9.9.9
                urls: [other.tgz]
              web:
              - name: web
                version: 1.2.0
                digest: %s
                urls: [%s]
              - name: web
                version: 1.3.0
                digest: sha256:%s
                urls:
                - %s
              - name: web
                version: 2.0.0-rc.1
                urls: [web-2.0.0-rc.1.tgz]
              zoo:
              - name: zoo
                version: 1.0.0
                urls: ["http://127.0.0.1/zoo.tgz"]
            generated: "2026-11-21T00:00:00Z"
            """.formatted(sha256(OLD), old, sha256(NEW), newer);
    }

    private static String sha256(byte[] content) {
        return HexFormat.of().formatHex(Web.sha256().digest(content));
    }

    private ChartSettings settings(ChartSettings.Repository... more) {
        List<ChartSettings.Repository> repositories = Stream.concat(
                        Stream.of(new ChartSettings.Repository(host.url() + "/charts", Optional.empty())),
                        Stream.of(more))
                .toList();
        return ChartSettings.of(folder.resolve("store"), repositories)
                .withLocalAllowed()
                .withCaBundle(bundle)
                .withTimeout(Duration.ofSeconds(2));
    }

    private ChartStore store(ChartSettings settings) throws IOException {
        return ChartStore.of(settings, () -> now);
    }

    private ChartReference web(String version) {
        return new ChartReference(host.url() + "/charts", "web", version);
    }

    private static Supply<ChartArchive> fetch(ChartStore store, ChartReference reference) {
        store.find(reference);
        store.fetch();
        return store.find(reference);
    }

    private static void expect(Supply<ChartArchive> supply, String code, String words) {
        assertThat(supply).isInstanceOfSatisfying(Supply.Missing.class, missing -> {
            assertThat(missing.why()).contains(words).doesNotContain("canary").endsWith(".");
            assertThat(missing.code()).as(missing.why()).isEqualTo(code);
        });
    }

    private static ChartArchive here(Supply<ChartArchive> supply) {
        assertThat(supply).as(supply.toString()).isInstanceOf(Supply.Here.class);
        return ((Supply.Here<ChartArchive>) supply).value();
    }

    @Test
    void answersAtOnceAndGetsAChartWhenAskedTo() throws IOException {
        // Given
        ChartStore store = store(settings());
        expect(store.find(web("1.2.0")), "PH-185", "was not fetched yet");
        assertThat(host.requests()).isEmpty();

        // When
        boolean hasChanged = store.fetch();

        // Then
        ChartArchive archive = here(store.find(web("1.2.0")));
        assertThat(hasChanged).isTrue();
        assertThat(archive.version()).isEqualTo("1.2.0");
        assertThat(archive.digest()).isEqualTo(sha256(OLD));
        assertThat(archive.file()).hasBinaryContent(OLD);
        assertThat(store.fetch()).isFalse();
        assertThat(host.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "^1.0.0, 1.3.0",
        "'', 1.3.0",
        "*, 1.3.0",
        "~1.2, 1.2.0",
        ">=1.0.0 <1.3.0, 1.2.0",
        ">1.3.0-0, 2.0.0-rc.1",
        "1.x, 1.3.0",
        "2.0.0-rc.1, 2.0.0-rc.1"
    })
    void resolvesRangesAsHelmDoes(String range, String version) throws IOException {
        assertThat(here(fetch(store(settings()), web(range))).version()).isEqualTo(version);
    }

    @Test
    void asksAgainAboutARangeAfterTheIntervalOnly() throws IOException {
        // Given
        ChartStore store = store(settings());
        assertThat(here(fetch(store, web("^1"))).version()).isEqualTo("1.3.0");
        int before = host.requests().size();
        store.fetch();
        assertThat(host.requests()).hasSize(before);
        host.put("/charts/index.yaml", index("web-1.2.0.tgz", "web-1.3.0.tgz").replace("1.2.0", "1.9.0"));
        host.put("/charts/web-1.9.0.tgz", OLD);

        // When
        now = now.plus(Duration.ofMinutes(11));
        boolean hasChanged = store.fetch();

        // Then
        assertThat(hasChanged).isTrue();
        assertThat(here(store.find(web("^1"))).version()).isEqualTo("1.9.0");
    }

    @Test
    void keepsWhatItHasOverARestartAndWhileTheServerIsDown() throws IOException {
        here(fetch(store(settings()), web("^1")));
        host.close();

        ChartStore restarted = store(settings());

        assertThat(here(fetch(restarted, web("^1"))).version()).isEqualTo("1.3.0");
    }

    @Test
    void showsCredentialsToTheRepositorysOwnServerOnly() throws IOException {
        try (ChartHost other = new ChartHost(authority.serverFor("127.0.0.1"))) {
            // Given
            other.put("/far.tgz", OLD).put("/moved.tgz", NEW);
            host.put("/charts/index.yaml", index(other.url() + "/far.tgz", "web-1.3.0.tgz"));
            host.redirect("/charts/web-1.3.0.tgz", other.url() + "/moved.tgz");
            String login = "Basic " + Base64.getEncoder().encodeToString("me:canary".getBytes(StandardCharsets.UTF_8));
            host.want(login);
            Path password = Files.writeString(folder.resolve("password"), "canary\n");
            ChartStore store = store(settings(new ChartSettings.Repository(
                    host.url() + "/charts/", Optional.of(new ChartSettings.Login("me", Secret.inFile(password))))));

            // When
            here(fetch(store, web("1.2.0")));
            here(fetch(store, web("1.3.0")));

            // Then
            assertThat(host.requests())
                    .allSatisfy(request -> assertThat(request).endsWith(login));
            assertThat(other.requests()).containsExactly("/far.tgz ", "/moved.tgz ");
        }
    }

    @Test
    void saysThatCredentialsAreRefusedOrMissing() throws IOException {
        host.want("Basic right");
        Path password = Files.writeString(folder.resolve("password"), "canary");
        var wrong = new ChartSettings.Login("me", Secret.inFile(password));
        var absent = new ChartSettings.Login("me", Secret.inFile(folder.resolve("nowhere")));

        expect(fetch(store(settings()), web("1.2.0")), "PH-185", "refuses our credentials, or wants some");
        for (var login : List.of(wrong, absent)) {
            var repository = new ChartSettings.Repository(host.url() + "/charts/", Optional.of(login));
            expect(
                    fetch(store(settings(repository)), web("1.2.0")),
                    "PH-185",
                    login.equals(wrong) ? "refuses our credentials" : "nowhere is missing or empty");
        }
    }

    @Test
    void refusesAnArchiveThatIsNotTheOneInTheList() throws IOException {
        host.put("/charts/web-1.2.0.tgz", NEW);

        expect(fetch(store(settings()), web("1.2.0")), "PH-188", "SHA-256 differs");
        try (Stream<Path> left = Files.walk(folder.resolve("store"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void saysWhatIsNotThere() throws IOException {
        ChartStore store = store(settings());

        expect(fetch(store, web("7.0.0")), "PH-186", "has no version of web");
        expect(fetch(store, new ChartReference(host.url() + "/charts", "none", "1")), "PH-186", "has no chart none");
        expect(fetch(store, new ChartReference(host.url() + "/charts/sub", "a", "1")), "PH-185", "no index.yaml");
        expect(fetch(store, new ChartReference(host.url() + "/charts", "zoo", "1.0.0")), "PH-185", "no https URL");
        host.put("/charts/index.yaml", "entries: [canary");
        expect(fetch(store, web("1.2.0")), "PH-185", "no list of charts");
        host.fail("/charts/index.yaml", 500);
        expect(fetch(store, web("1.2.0")), "PH-185", "HTTP 500");
    }

    @Test
    void endsWhatIsTooLargeOrTooSlow() throws IOException {
        ChartStore store = store(settings());
        host.put("/charts/web-1.2.0.tgz", new byte[(20 << 20) + 1]);
        expect(fetch(store, web("1.2.0")), "PH-181", "more than 20,971,520 bytes");

        host.stick("/charts/web-1.3.0.tgz");
        expect(fetch(store, web("1.3.0")), "PH-185", "did not answer in time");
    }

    @Test
    void readsOneChartOutOfAListThatIsTooLargeToParse() throws IOException {
        StringBuilder large = new StringBuilder("apiVersion: v1\nentries:\n");
        for (int number = 0; large.length() < 6 << 20; number++) {
            large.append("  chart-%d:\n  - name: x\n    description: %s\n".formatted(number, "x".repeat(500)));
        }
        String list = index("web-1.2.0.tgz", "web-1.3.0.tgz");
        host.put("/charts/index.yaml", large + list.substring(list.indexOf("  web:")));
        ChartStore store = store(settings());

        assertThat(here(fetch(store, web("1.3.0"))).digest()).isEqualTo(sha256(NEW));
        expect(fetch(store, new ChartReference(host.url() + "/charts", "none", "1")), "PH-186", "has no chart none");
    }

    @Test
    void endsRedirectsThatLeadAroundOrAway() throws IOException {
        ChartStore store = store(settings());
        host.redirect("/charts/web-1.2.0.tgz", host.url() + "/charts/web-1.2.0.tgz");
        expect(fetch(store, web("1.2.0")), "PH-185", "redirects more than 5 times");
        host.redirect("/charts/web-1.3.0.tgz", "http://127.0.0.1/x");
        expect(fetch(store, web("1.3.0")), "PH-185", "no https URL");
    }

    @Test
    void saysThatAServerCannotBeReachedOrTrusted() throws IOException {
        String url = "https://127.0.0.1:" + freePort();
        ChartStore store = store(settings(new ChartSettings.Repository(url, Optional.empty())));
        expect(fetch(store, new ChartReference(url, "a", "1")), "PH-185", "cannot be reached");
        TestAuthority stranger = TestAuthority.create("Stranger", InstantSource.system());
        Path wrong = Files.writeString(folder.resolve("wrong.crt"), stranger.certificatePem());
        expect(fetch(store(settings().withCaBundle(wrong)), web("1.2.0")), "PH-185", "certificate that is not trusted");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Test
    void connectsToNoAddressOfThisMachineUnlessAllowed() throws IOException {
        ChartSettings remote = ChartSettings.of(
                folder.resolve("remote"),
                List.of(
                        new ChartSettings.Repository(host.url(), Optional.empty()),
                        new ChartSettings.Repository("https://localhost:" + host.port(), Optional.empty()),
                        new ChartSettings.Repository("https://169.254.169.254", Optional.empty())));
        ChartStore store = store(remote.withCaBundle(bundle));

        for (String url :
                List.of(host.url() + "/charts", "https://localhost:" + host.port(), "https://169.254.169.254")) {
            expect(fetch(store, new ChartReference(url, "web", "1.2.0")), "PH-185", "an address of this machine");
        }
        assertThat(host.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://elsewhere.example.org/charts, PH-189, elsewhere.example.org/charts/",
        "BASE/chartsandmore, PH-189, chartsandmore",
        "BASE/charts/../other, PH-185, must be an https",
        "BASE/charts/%2e%2e/other, PH-185, must be an https",
        "http://127.0.0.1/charts, PH-185, must be an https",
        "https://me:canary@127.0.0.1/charts, PH-185, without user name",
        "file:///etc, PH-185, must be an https",
        "oci://127.0.0.1/charts, PH-189, 127.0.0.1/charts"
    })
    void refusesRepositoriesThatTheSettingsDoNotName(String repository, String code, String words) throws IOException {
        ChartStore store = store(settings());

        ChartReference reference = new ChartReference(repository.replace("BASE", host.url()), "web", "1.2.0");

        expect(fetch(store, reference), code, words);
        assertThat(host.requests()).isEmpty();
    }

    @Test
    void keepsNoMoreThanItMay() throws IOException {
        ChartStore store = store(settings().keeping(1, Duration.ofMinutes(10)));
        here(fetch(store, web("1.2.0")));
        now = now.plus(Duration.ofHours(2));

        here(fetch(store, web("1.3.0")));

        try (Stream<Path> kept = Files.list(folder.resolve("store/archives"))) {
            assertThat(kept).hasSize(1);
        }
        assertThat(store.find(web("1.2.0"))).isInstanceOf(Supply.Missing.class);
    }
}
