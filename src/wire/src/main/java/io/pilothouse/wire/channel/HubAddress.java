package io.pilothouse.wire.channel;

/// Where a hub listens.
///
/// @param host DNS name or IP address
/// @param port 1 to 65535
public record HubAddress(String host, int port) {
    public static final int DEFAULT_PORT = 7443;

    /// Reads `host`, `host:port` or `[v6]:port`.
    ///
    /// @throws IllegalArgumentException with one sentence for people
    public static HubAddress parse(String text) {
        if (text.contains("/") || text.isBlank() || text.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("\"" + text + "\" is not a hub's address: write host:port, such as"
                    + " hub.example.com:" + DEFAULT_PORT + ", without a scheme or a path");
        }
        String host = text;
        int port = DEFAULT_PORT;
        int colon = text.lastIndexOf(':');
        boolean isBareV6 = colon >= 0 && text.indexOf(':') != colon && !text.startsWith("[");
        if (colon >= 0 && !isBareV6 && colon > text.lastIndexOf(']')) {
            host = text.substring(0, colon);
            port = parsePort(text.substring(colon + 1), text);
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" names no host: write host:port");
        }
        return new HubAddress(host, port);
    }

    private static int parsePort(String port, String text) {
        try {
            int number = Integer.parseInt(port);
            if (number >= 1 && number <= 65_535) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the sentence below says it
        }
        throw new IllegalArgumentException("\"" + text + "\" has no port from 1 to 65535 after the colon");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
