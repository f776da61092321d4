package io.pilothouse.hub;

import io.pilothouse.hub.access.HubIdentities;
import io.pilothouse.hub.ledger.StoreException;
import io.pilothouse.hub.store.DataFolder;
import io.pilothouse.wire.tls.CertificateAuthority;
import io.pilothouse.wire.tls.Identity;
import io.pilothouse.wire.tls.IdentityException;
import io.pilothouse.wire.tls.PeerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Issues identities with the authority in a data folder: on the hub's machine, before its first start, while it runs,
/// or while it is down.
public final class Issuing {
    /// How long an identity is good for unless said otherwise.
    public static final Duration VALIDITY = Duration.ofDays(365);

    private Issuing() {}

    /// Writes `identity.key`, `identity.crt` and `ca.crt` for a cluster's agent.
    ///
    /// @throws HubStartException with one sentence
    public static Identity agent(Path data, String cluster, Path out) {
        return agent(data, cluster, out, VALIDITY);
    }

    /// Writes the identity of a cluster's agent.
    public static Identity agent(Path data, String cluster, Path out, Duration validity) {
        CertificateAuthority authority = authority(data);
        return issue(authority, named(() -> PeerName.cluster(authority.trustDomain(), cluster)), out, validity);
    }

    /// Writes the identity of an operator's desktop or command line.
    public static Identity client(Path data, String user, Path out) {
        return client(data, user, out, VALIDITY);
    }

    /// Writes the identity of an operator's desktop or command line.
    public static Identity client(Path data, String user, Path out, Duration validity) {
        CertificateAuthority authority = authority(data);
        return issue(authority, named(() -> PeerName.user(authority.trustDomain(), user)), out, validity);
    }

    private static PeerName named(java.util.function.Supplier<PeerName> name) {
        try {
            return name.get();
        } catch (IllegalArgumentException e) {
            throw new HubStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Identity issue(CertificateAuthority authority, PeerName name, Path out, Duration validity) {
        try {
            if (Files.exists(out.resolve("identity.key"))) {
                throw new HubStartException(out.toAbsolutePath()
                        + " holds an identity already: remove it first, or name another folder with --out");
            }
            Identity identity = authority.issue(name, validity, java.util.List.of());
            identity.save(out);
            return identity;
        } catch (IOException e) {
            throw new HubStartException(
                    "the folder " + out.toAbsolutePath()
                            + " cannot be written: give this user the right to, or name another with --out",
                    e);
        }
    }

    private static CertificateAuthority authority(Path data) {
        try {
            if (!Files.exists(data.resolve("ca").resolve("ca.crt"))) {
                make(data);
            }
            return CertificateAuthority.open(data.resolve("ca"), InstantSource.system());
        } catch (IdentityException | StoreException e) {
            throw new HubStartException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Makes the authority, holding the folder, so that a hub that starts now does not make another.
    private static void make(Path data) throws IdentityException {
        try (DataFolder folder = DataFolder.claim(data)) {
            var _ = HubIdentities.authority(folder.path(), InstantSource.system());
        } catch (IOException e) {
            throw new HubStartException(
                    "the data folder " + data.toAbsolutePath()
                            + " cannot be written: give this user the right to, or choose another with --data",
                    e);
        }
    }
}
