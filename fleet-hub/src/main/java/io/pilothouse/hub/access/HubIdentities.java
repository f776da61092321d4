package io.pilothouse.hub.access;

import io.pilothouse.wire.tls.CertificateAuthority;
import io.pilothouse.wire.tls.Identity;
import io.pilothouse.wire.tls.IdentityException;
import io.pilothouse.wire.tls.PeerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The authority and the server certificate in a data folder: `ca/` and `identity/`. Both are made at the first start;
/// the server certificate is made again at a start when it has little life left or lacks a name.
public final class HubIdentities {
    private static final Logger log = LoggerFactory.getLogger(HubIdentities.class);
    private static final Duration LIFE = Duration.ofDays(397);
    private static final Duration LEAST_LEFT = Duration.ofDays(132);
    private static final int DNS = 2;
    private static final int IP = 7;

    private HubIdentities() {}

    /// Who the hub is.
    ///
    /// @param authority names agents, users and the hub itself
    /// @param server what the hub shows to those who connect
    public record HubIdentity(CertificateAuthority authority, Identity server) {}

    /// Opens or makes both. The caller holds the data folder.
    ///
    /// @param hosts DNS names and IP addresses by which agents and clients dial the hub
    public static HubIdentity open(Path data, Set<String> hosts, InstantSource clock)
            throws IdentityException, IOException {
        CertificateAuthority authority = authority(data, clock);
        Identity made = authority.issue(PeerName.hub(authority.trustDomain()), LIFE, List.copyOf(hosts));
        checkAuthority(made.trusted().getFirst(), data, clock.instant());
        Path folder = data.resolve("identity");
        if (Files.exists(folder.resolve("identity.crt"))) {
            Optional<Identity> usable = usable(folder, authority, hosts, clock.instant());
            if (usable.isPresent()) {
                return new HubIdentity(authority, usable.get());
            }
        }
        made.save(folder);
        log.info("server certificate made names={} expires={}", hosts, made.expiresAt());
        return new HubIdentity(authority, made);
    }

    /// Opens the authority, or makes it where there is none.
    public static CertificateAuthority authority(Path data, InstantSource clock) throws IdentityException, IOException {
        return CertificateAuthority.openOrCreate(data.resolve("ca"), clock);
    }

    private static Optional<Identity> usable(
            Path folder, CertificateAuthority authority, Set<String> hosts, Instant now) {
        try {
            Identity identity = Identity.load(folder, now);
            boolean isOurs = identity.name()
                    .filter(name -> name.equals(PeerName.hub(authority.trustDomain())))
                    .isPresent();
            boolean isFresh = now.plus(LEAST_LEFT).isBefore(identity.expiresAt());
            return isOurs && isFresh && hostsOf(identity).containsAll(hosts) ? Optional.of(identity) : Optional.empty();
        } catch (IdentityException e) {
            log.info("server certificate is made anew reason={}", e.getMessage());
            return Optional.empty();
        }
    }

    private static void checkAuthority(X509Certificate authority, Path data, Instant now) throws IdentityException {
        Instant end = authority.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw new IdentityException("the hub's authority in " + data.resolve("ca") + " expired at " + end
                    + ": no certificate it gave is valid any more; start with an empty data folder and issue new"
                    + " identities");
        }
    }

    private static Set<String> hostsOf(Identity identity) {
        try {
            var names = identity.chain().getFirst().getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : names.stream()
                            .filter(name -> name.getFirst() instanceof Integer type && (type == DNS || type == IP))
                            .map(name -> String.valueOf(name.get(1)))
                            .collect(Collectors.toSet());
        } catch (CertificateParsingException e) {
            return Set.of();
        }
    }
}
