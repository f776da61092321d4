package io.pilothouse.wire.tls;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a program or a person, as it stands in a certificate's only URI: a SPIFFE id,
/// `spiffe://<trust domain>/cluster/prod-eu-1`, `…/user/ada` or `…/hub`.
///
/// @param trustDomain `fleet.<hub id>`
/// @param role what it is
/// @param name the cluster's or the user's name; `hub` for the hub
/// @see <a href="https://github.com/spiffe/spiffe/blob/main/standards/X509-SVID.md">SPIFFE X.509-SVID</a>
public record PeerName(String trustDomain, Role role, String name) {
    /// What a name may look like: a DNS label or several, so that it is safe in a path, a file name and a log line.
    public static final Pattern VALID_NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    // java.net.URI is of no use here: it finds no host in a domain whose last label begins with a digit
    private static final Pattern SPIFFE_ID = Pattern.compile("spiffe://([a-z0-9._-]{1,255})/(.+)");

    /// What a peer is.
    public enum Role {
        CLUSTER,
        USER,
        HUB
    }

    public PeerName {
        if (!VALID_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is not a name: use lower-case letters, digits, '-' and"
                    + " '.', beginning and ending with a letter or a digit, at most 253 characters");
        }
    }

    public static PeerName cluster(String trustDomain, String name) {
        return new PeerName(trustDomain, Role.CLUSTER, name);
    }

    public static PeerName user(String trustDomain, String name) {
        return new PeerName(trustDomain, Role.USER, name);
    }

    public static PeerName hub(String trustDomain) {
        return new PeerName(trustDomain, Role.HUB, "hub");
    }

    /// @return the name, empty if the text is not one of ours
    public static Optional<PeerName> parse(String uri) {
        Matcher matcher = SPIFFE_ID.matcher(uri);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String domain = matcher.group(1);
        String path = matcher.group(2);
        if (path.equals("hub")) {
            return Optional.of(hub(domain));
        }
        int slash = path.indexOf('/');
        String name = path.substring(slash + 1);
        if (slash < 0 || !VALID_NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return switch (path.substring(0, slash)) {
            case "cluster" -> Optional.of(cluster(domain, name));
            case "user" -> Optional.of(user(domain, name));
            default -> Optional.empty();
        };
    }

    /// @return for people: `cluster prod-eu-1`, `user ada`, `the hub`
    public String words() {
        return switch (role) {
            case CLUSTER -> "cluster " + name;
            case USER -> "user " + name;
            case HUB -> "the hub";
        };
    }

    /// @return the SPIFFE id
    @Override
    public String toString() {
        return "spiffe://" + trustDomain
                + switch (role) {
                    case CLUSTER -> "/cluster/" + name;
                    case USER -> "/user/" + name;
                    case HUB -> "/hub";
                };
    }
}
