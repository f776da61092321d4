package io.pilothouse.repository.helm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.git.Secret;
import io.pilothouse.repository.helm.Tgz;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A registry that wants a token from another server, as the large public ones do.
class OciTokenIT {
    private static final byte[] CHART = Tgz.chart("web", "1.0.0", "a: 1\n");
    private static final String DIGEST = HexFormat.of().formatHex(Web.sha256().digest(CHART));
    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("me:canary".getBytes(StandardCharsets.UTF_8));
    private static final String MANIFEST = """
        {"schemaVersion": 2, "config": {"mediaType": "application/vnd.cncf.helm.config.v1+json"},
         "layers": [{"mediaType": "application/vnd.cncf.helm.chart.content.v1.tar+gzip", "size": 1, "digest": "sha256:%s"},
                    {"mediaType": "application/vnd.cncf.helm.chart.provenance.v1.prov", "digest": "sha256:0"}]}
        """.formatted(DIGEST);

    @TempDir
    Path folder;

    private final TestAuthority authority = TestAuthority.create("Tokens", InstantSource.system());
    private ChartHost registry;
    private ChartHost tokens;
    private ChartHost blobs;

    @BeforeEach
    void serve() throws IOException {
        registry = new ChartHost(authority.serverFor("127.0.0.1"));
        tokens = new ChartHost(authority.serverFor("127.0.0.1", "localhost"));
        blobs = new ChartHost(authority.serverFor("127.0.0.1"));
        registry.put("/v2/team/web/manifests/1.0.0", MANIFEST);
        registry.redirect("/v2/team/web/blobs/sha256:" + DIGEST, blobs.url() + "/far");
        blobs.put("/far", CHART);
        tokens.put("/token", "{\"token\": \"abc\"}");
    }

    @AfterEach
    void stop() {
        registry.close();
        tokens.close();
        blobs.close();
    }

    private void wantToken(String realm) {
        registry.want(
                "Bearer abc",
                "Bearer realm=\"%s\",service=\"the registry\",scope=\"repository:team/web:pull\"".formatted(realm));
    }

    private Supply<ChartArchive> fetch() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "canary");
        String repository = registry.url().replace("https://", "oci://") + "/team";
        ChartSettings settings = ChartSettings.of(
                        folder.resolve("store"),
                        List.of(new ChartSettings.Repository(
                                repository, Optional.of(new ChartSettings.Login("me", Secret.inFile(password))))))
                .withLocalAllowed()
                .withCaBundle(Files.writeString(folder.resolve("ca.crt"), authority.certificatePem()))
                .withTimeout(Duration.ofSeconds(5));
        ChartStore store = ChartStore.of(settings, InstantSource.system());
        ChartReference reference = new ChartReference(repository, "web", "1.0.0");
        store.find(reference);
        store.fetch();
        return store.find(reference);
    }

    @Test
    void showsThePasswordToTheServerOfTokensAndTheTokenToTheRegistryOnly() throws IOException {
        // Given
        wantToken(tokens.url() + "/token");

        // When
        Supply<ChartArchive> supply = fetch();

        // Then
        assertThat(supply).isInstanceOf(Supply.Here.class);
        assertThat(tokens.requests()).containsExactly("/token " + LOGIN);
        assertThat(registry.requests())
                .containsExactly(
                        "/v2/team/web/manifests/1.0.0 ",
                        "/v2/team/web/manifests/1.0.0 Bearer abc",
                        "/v2/team/web/blobs/sha256:" + DIGEST + " Bearer abc");
        assertThat(blobs.requests()).containsExactly("/far ");
    }

    @Test
    void showsThePasswordToNoServerOfAnotherOwner() throws IOException {
        wantToken(tokens.url().replace("127.0.0.1", "localhost") + "/token");

        assertThat(fetch()).isInstanceOf(Supply.Here.class);

        assertThat(tokens.requests()).containsExactly("/token ");
    }

    @Test
    void takesNoTokenFromAnythingButHttps() throws IOException {
        wantToken("http://127.0.0.1/token");

        assertThat(fetch()).isInstanceOfSatisfying(Supply.Missing.class, missing -> {
            assertThat(missing.code()).isEqualTo("PH-185");
            assertThat(missing.why()).contains("wants a token from something that is no https URL");
        });
    }

    @Test
    void putsNothingIntoAHeaderThatDoesNotBelongThere() throws IOException {
        wantToken(tokens.url() + "/token");
        tokens.put("/token", "{\"token\": \"abc\\r\\nX: y\"}");

        assertThat(fetch())
                .isInstanceOfSatisfying(
                        Supply.Missing.class,
                        missing -> assertThat(missing.why()).contains("refuses our credentials"));
    }
}
