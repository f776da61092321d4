package io.pilothouse.repository.helm.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A URL that charts may be fetched from: https, with a host, without a user name.
record ServerAddress(URI uri) {
    private static final int LONGEST = 2_000;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]");

    /// @return the address, empty where it may not be used
    static Optional<ServerAddress> parse(String url) {
        if (url.length() > LONGEST || url.chars().anyMatch(c -> c <= ' ' || c == 0x7F || c == '\\')) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(url);
            boolean isUsable = "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && HOST.matcher(uri.getHost()).matches()
                    && uri.getRawUserInfo() == null
                    && uri.getPort() <= 65_535
                    && !uri.getRawPath().contains("/../");
            return isUsable ? Optional.of(new ServerAddress(uri)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// @param reference a URL, or a path relative to this address
    /// @return where it leads
    Optional<ServerAddress> resolve(String reference) {
        try {
            return parse(uri.resolve(new URI(reference)).toString());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// @return true if both are the same server, which may be told the same secrets
    boolean isSameServer(ServerAddress other) {
        return host().equals(other.host()) && port() == other.port();
    }

    String host() {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    /// @return for people
    String shown() {
        return host() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private int port() {
        return uri.getPort() < 0 ? 443 : uri.getPort();
    }
}
