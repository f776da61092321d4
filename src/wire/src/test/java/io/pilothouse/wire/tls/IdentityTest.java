package io.pilothouse.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    @TempDir
    Path folder;

    private CertificateAuthority authority;

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = CertificateAuthority.openOrCreate(folder.resolve("ca"), CLOCK);
    }

    private Path issued(String cluster) throws IOException {
        Path to = folder.resolve(cluster);
        authority
                .issue(PeerName.cluster(authority.trustDomain(), cluster), Duration.ofDays(1), List.of())
                .save(to);
        return to;
    }

    @Test
    void readsWhatItWrote() throws Exception {
        // When
        Identity read = Identity.load(issued("prod-eu-1"), NOW);
        // Then
        assertThat(read.name()).contains(PeerName.cluster(authority.trustDomain(), "prod-eu-1"));
        assertThat(read.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(read.toString()).isEqualTo("Identity[cluster prod-eu-1]");
    }

    @Test
    void keepsTheKeyToTheOwner() throws Exception {
        // When
        Path identity = issued("prod-eu-1");
        // Then
        assertThat(Files.getPosixFilePermissions(identity.resolve("identity.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(identity.toFile().list()).containsExactlyInAnyOrder("identity.key", "identity.crt", "ca.crt");
    }

    @Test
    void staysTheSameHubWhenOpenedAgain() throws Exception {
        // When
        CertificateAuthority again = CertificateAuthority.openOrCreate(folder.resolve("ca"), CLOCK);
        // Then
        assertThat(again.hubId()).isEqualTo(authority.hubId()).matches("[0-9a-f]{32}");
    }

    @Test
    void saysWhenItExpired() throws Exception {
        // Given
        Path identity = issued("prod-eu-1");
        // Then
        assertThatThrownBy(() -> Identity.load(identity, NOW.plus(Duration.ofDays(2))))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("identity.crt of cluster prod-eu-1 expired at 2026-11-22T10:00:00Z")
                .hasMessageContaining("issue a new identity");
    }

    @Test
    void refusesTheKeyOfAnother() throws Exception {
        // Given
        Path one = issued("one");
        Path two = issued("two");
        Files.copy(one.resolve("identity.key"), two.resolve("identity.key"), StandardCopyOption.REPLACE_EXISTING);
        // Then
        assertThatThrownBy(() -> Identity.load(two, NOW)).hasMessageContaining("is not the key of");
    }

    @Test
    void refusesTheAuthorityOfAnotherHub() throws Exception {
        // Given
        Path one = issued("one");
        CertificateAuthority.openOrCreate(folder.resolve("other"), CLOCK);
        Files.copy(folder.resolve("other/ca.crt"), one.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
        // Then
        assertThatThrownBy(() -> Identity.load(one, NOW)).hasMessageContaining("was not issued by the authority in");
    }

    @Test
    void namesTheFileThatIsMissingEmptyOrDamaged() throws Exception {
        // Given
        Path identity = issued("one");
        // Then
        Files.writeString(identity.resolve("identity.crt"), "");
        assertThatThrownBy(() -> Identity.load(identity, NOW))
                .hasMessageContaining("identity.crt holds no certificate");
        Files.writeString(
                identity.resolve("identity.crt"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> Identity.load(identity, NOW))
                .hasMessageContaining("identity.crt holds a certificate that");
        Files.writeString(identity.resolve("identity.key"), "secret-nonsense");
        assertThatThrownBy(() -> Identity.load(identity, NOW))
                .hasMessageContaining("identity.key holds no PEM private key")
                .hasMessageNotContaining("secret-nonsense");
        Files.delete(identity.resolve("identity.key"));
        assertThatThrownBy(() -> Identity.load(identity, NOW)).hasMessageContaining("identity.key is missing");
        assertThatThrownBy(() -> Identity.load(folder.resolve("nowhere"), NOW)).hasMessageContaining("does not exist");
    }

    @Test
    void refusesNamesThatCouldBeSomethingElse() {
        assertThatThrownBy(() -> PeerName.cluster("fleet.x", "../prod")).hasMessageContaining("is not a name");
        assertThatThrownBy(() -> PeerName.user("fleet.x", "Ada")).hasMessageContaining("is not a name");
        assertThat(PeerName.parse("spiffe://fleet.x/cluster/a/b")).isEmpty();
        assertThat(PeerName.parse("https://fleet.x/cluster/a")).isEmpty();
        assertThat(PeerName.parse("spiffe://fleet.x/cluster/A")).isEmpty();
        assertThat(PeerName.parse("spiffe://fleet.x/hub")).contains(PeerName.hub("fleet.x"));
        assertThat(PeerName.parse("spiffe://fleet.x/user/ada")).contains(PeerName.user("fleet.x", "ada"));
    }
}
