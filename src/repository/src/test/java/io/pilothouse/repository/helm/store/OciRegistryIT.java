package io.pilothouse.repository.helm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.git.Secret;
import io.pilothouse.repository.helm.Tgz;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.testkit.registry.ChartPush;
import io.pilothouse.testkit.registry.OciRegistryServer;
import io.pilothouse.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against Docker's own registry.
class OciRegistryIT {
    private static final Map.Entry<String, String> LOGIN = Map.entry("helmsman", "canary-4711");
    private static final byte[] OLD = Tgz.chart("web", "1.2.0", "a: 1\n");
    private static final byte[] NEW = Tgz.chart("web", "1.3.0", "a: 2\n");

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static TestAuthority authority;
    private static OciRegistryServer registry;
    private static OciRegistryServer open;
    private static String oldDigest;

    @BeforeAll
    static void start() throws IOException {
        authority = TestAuthority.create("Registry", InstantSource.system());
        registry = start("closed", Optional.of(LOGIN));
        open = start("open", Optional.empty());
        ChartPush push = new ChartPush(registry, authority.trust(), Optional.of(LOGIN));
        oldDigest = push.push("team/charts/web", "1.2.0", OLD);
        push.push("team/charts/web", "1.3.0", NEW);
        push.push("team/charts/web", "1.4.0-beta.1", NEW);
        push.push("team/charts/web", "1.3.1_build.5", NEW);
        push.push("team/charts/web", "latest", NEW);
        push.push("team/charts/image", "1.0.0", OLD, "application/vnd.oci.image.config.v1+json");
        push.push("team/charts/large", "1.0.0", new byte[(20 << 20) + 1]);
        new ChartPush(open, authority.trust(), Optional.empty()).push("web", "1.2.0", OLD);
    }

    private static OciRegistryServer start(String name, Optional<Map.Entry<String, String>> login) throws IOException {
        Path own = Files.createDirectories(shared.resolve(name));
        return OciRegistryServer.start(new OciRegistryServer.Settings(own, authority.serverFor("127.0.0.1"), login));
    }

    @AfterAll
    static void stop() {
        registry.close();
        open.close();
    }

    private ChartSettings settings;

    @BeforeEach
    void makeSettings() throws IOException {
        Path bundle = Files.writeString(folder.resolve("ca.crt"), authority.certificatePem());
        Path password = Files.writeString(folder.resolve("password"), LOGIN.getValue());
        var login = new ChartSettings.Login(LOGIN.getKey(), Secret.inFile(password));
        settings = ChartSettings.of(
                        folder.resolve("store"),
                        List.of(
                                new ChartSettings.Repository("oci://" + registry.host(), Optional.of(login)),
                                new ChartSettings.Repository("oci://" + open.host(), Optional.empty())))
                .withLocalAllowed()
                .withCaBundle(bundle)
                .withTimeout(Duration.ofSeconds(5));
    }

    private Supply<ChartArchive> fetch(String name, String version) throws IOException {
        return fetch(new ChartReference("oci://" + registry.host() + "/team/charts", name, version));
    }

    private Supply<ChartArchive> fetch(ChartReference reference) throws IOException {
        ChartStore store = ChartStore.of(settings, InstantSource.system());
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
    void fetchesWithAPassword() throws IOException {
        ChartArchive archive = here(fetch("web", "1.2.0"));

        assertThat(archive.digest()).isEqualTo(oldDigest);
        assertThat(archive.version()).isEqualTo("1.2.0");
        assertThat(archive.file()).hasBinaryContent(OLD);
    }

    @Test
    void fetchesAsNobody() throws IOException {
        assertThat(here(fetch(new ChartReference("oci://" + open.host(), "web", "1.2.0")))
                        .digest())
                .isEqualTo(oldDigest);
    }

    @ParameterizedTest
    @CsvSource({
        "^1.0.0, 1.3.1+build.5",
        "~1.2, 1.2.0",
        "'', 1.3.1+build.5",
        ">=1.4.0-0, 1.4.0-beta.1",
        "1.3.1+build.5, 1.3.1+build.5"
    })
    void resolvesRangesAmongTheTags(String range, String version) throws IOException {
        assertThat(here(fetch("web", range)).version()).isEqualTo(version);
    }

    @Test
    void saysWhatIsNotThereOrNoChart() throws IOException {
        expect(fetch("web", "9.0.0"), "PH-186", "has no such chart or version");
        expect(fetch("web", "^9"), "PH-186", "has no version of web");
        expect(fetch("none", "1.0.0"), "PH-186", "has no such chart or version");
        expect(fetch("image", "1.0.0"), "PH-180", "no Helm chart");
        expect(fetch("large", "1.0.0"), "PH-181", "larger than 20,971,520 bytes");
    }

    @Test
    void saysThatCredentialsAreRefusedOrMissing() throws IOException {
        Files.writeString(folder.resolve("password"), "wrong-canary");
        expect(fetch("web", "1.2.0"), "PH-185", "refuses our credentials");

        settings = ChartSettings.of(
                        folder.resolve("store"),
                        List.of(new ChartSettings.Repository("oci://" + registry.host(), Optional.empty())))
                .withLocalAllowed()
                .withCaBundle(folder.resolve("ca.crt"));
        expect(fetch("web", "1.2.0"), "PH-185", "or wants some");
    }

    @Test
    void refusesABlobThatWasChangedInTheRegistry() throws IOException {
        // Given
        Path blob = open.storage()
                .resolve("docker/registry/v2/blobs/sha256/" + oldDigest.substring(0, 2) + "/" + oldDigest + "/data");
        byte[] before = Files.readAllBytes(blob);
        byte[] changed = before.clone();
        changed[changed.length - 1] ^= 1;
        Files.write(blob, changed);
        try {
            // When
            Supply<ChartArchive> supply = fetch(new ChartReference("oci://" + open.host(), "web", "1.2.0"));

            // Then
            expect(supply, "PH-188", "SHA-256 differs");
        } finally {
            Files.write(blob, before);
        }
    }
}
