package io.pilothouse.wire.tls;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
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
        URI parsed;
        try {
            parsed = new URI(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        String host = parsed.getHost();
        String path = parsed.getPath();
        if (!"spiffe".equals(parsed.getScheme()) || host == null || path == null) {
            return Optional.empty();
        }
        String[] steps = path.split("/", -1);
        if (steps.length == 2 && steps[1].equals("hub")) {
            return Optional.of(hub(host));
        }
        if (steps.length != 3 || !VALID_NAME.matcher(steps[2]).matches()) {
            return Optional.empty();
        }
        return switch (steps[1]) {
            case "cluster" -> Optional.of(cluster(host, steps[2]));
            case "user" -> Optional.of(user(host, steps[2]));
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
