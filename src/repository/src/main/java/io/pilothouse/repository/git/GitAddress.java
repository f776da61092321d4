package io.pilothouse.repository.git;

import io.pilothouse.repository.net.AddressRule;
import java.net.IDN;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A repository's URL, taken apart by us and not by the library, which would also accept programs to run, options of
/// `ssh`
/// and addresses of anything.
///
/// @param scheme what to speak
/// @param user user name in the URL, empty if there is none
/// @param host name or address, as DNS takes it; empty for a file
/// @param port 0 for the scheme's own
/// @param path begins with a slash
record GitAddress(Scheme scheme, String user, String host, int port, String path) {
    private static final int LONGEST = 2_000;
    private static final Pattern URL = Pattern.compile(
            "(?<scheme>[a-z+]+)://(?:(?<user>[^@/:]*)(?<password>:[^@/]*)?@)?(?<host>\\[[0-9A-Fa-f:.]+]|[^/:@\\[\\]]*)(?::(?<port>[0-9]{1,5}))?(?<path>/.*)?");
    private static final Pattern SCP =
            Pattern.compile("(?<user>[A-Za-z0-9._-]+)@(?<host>[^/:@\\[\\]]+):(?<path>[^:].*)");
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+]");
    private static final Pattern USER = Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._+-]*)?");

    enum Scheme {
        HTTPS,
        SSH,
        FILE
    }

    /// A URL that cannot be used, and why.
    static final class RefusedException extends Exception {
        RefusedException(String message) {
            super(message);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    static GitAddress parse(String url, boolean isLocalAllowed) throws RefusedException {
        if (url.isBlank()) {
            throw new RefusedException("The repository's URL is empty: set it.");
        }
        if (url.length() > LONGEST) {
            throw new RefusedException("The repository's URL is longer than " + LONGEST + " characters.");
        }
        if (url.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
            throw new RefusedException("The repository's URL holds a space or control character: remove it.");
        }
        Matcher matcher = URL.matcher(url);
        boolean isScp = false;
        if (!matcher.matches()) {
            matcher = SCP.matcher(url);
            isScp = matcher.matches() && !url.contains("::");
            if (!isScp) {
                throw new RefusedException(
                        "The repository's URL is none that Pilothouse knows: use https://host/path or"
                                + " ssh://user@host/path.");
            }
        }
        Scheme scheme = isScp ? Scheme.SSH : scheme(matcher.group("scheme"), isLocalAllowed);
        if (!isScp && matcher.group("password") != null) {
            throw new RefusedException(
                    "The repository's URL holds a password: remove it, and name a file that holds it in the settings.");
        }
        String user = Optional.ofNullable(matcher.group("user")).orElse("");
        String path = Optional.ofNullable(matcher.group("path")).orElse("/");
        int port = isScp || matcher.group("port") == null ? 0 : Integer.parseInt(matcher.group("port"));
        if (port > 65_535) {
            throw new RefusedException("The repository's URL has a port above 65535.");
        }
        GitAddress address = new GitAddress(
                scheme, user, host(scheme, matcher.group("host")), port, path.startsWith("/") ? path : "/" + path);
        address.check();
        return address;
    }

    private static Scheme scheme(String written, boolean isLocalAllowed) throws RefusedException {
        return switch (written) {
            case "https" -> Scheme.HTTPS;
            case "ssh" -> Scheme.SSH;
            case "file" -> {
                if (!isLocalAllowed) {
                    throw new RefusedException(
                            "The repository's URL is a file: URL, which only the demo and tests may use: use https or"
                                    + " ssh.");
                }
                yield Scheme.FILE;
            }
            case "http" ->
                throw new RefusedException(
                        "The repository's URL begins with http, which anybody on the way can read and"
                                + " change: use https.");
            default -> throw new RefusedException("The repository's URL begins with neither https nor ssh.");
        };
    }

    private static String host(Scheme scheme, String written) throws RefusedException {
        if (scheme == Scheme.FILE) {
            if (!written.isEmpty()) {
                throw new RefusedException("The repository's file: URL names a host: write file:///path.");
            }
            return "";
        }
        try {
            // a look-alike host shows its true name in every message
            String host = IDN.toASCII(written).toLowerCase(Locale.ROOT);
            if (HOST.matcher(host).matches() && host.length() <= 253) {
                return host;
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("The repository's URL has no valid host name.");
        }
        throw new RefusedException("The repository's URL has no valid host name.");
    }

    private void check() throws RefusedException {
        if (scheme == Scheme.HTTPS && !user.isEmpty()) {
            throw new RefusedException(
                    "The repository's URL holds a user name: remove it, and name the user in the settings.");
        }
        if (!USER.matcher(user).matches()) {
            throw new RefusedException("The repository's URL has no valid user name.");
        }
        if (path.equals("/")) {
            throw new RefusedException("The repository's URL names a host but no repository on it.");
        }
        if (path.startsWith("/-") || path.contains("/../") || path.endsWith("/..")) {
            throw new RefusedException("The repository's URL has a path with \"..\" or a leading \"-\" in it.");
        }
    }

    /// Resolves the host, so that a name cannot lead to this machine, its neighbours on the link, or a cloud's
    /// metadata.
    ///
    /// @return one sentence why the address is refused, empty if it may be used
    Optional<String> refusedAddress() throws UnknownHostException {
        if (scheme == Scheme.FILE) {
            return Optional.empty();
        }
        return AddressRule.refused(host).map(address -> leadsTo(address.getHostAddress()));
    }

    /// Asks nobody, because a proxy resolves the host.
    ///
    /// @return one sentence why the address is refused, empty if it may be used or is a name
    Optional<String> refusedLiteral() {
        return AddressRule.isRefusedLiteral(host) ? Optional.of(leadsTo(host)) : Optional.empty();
    }

    /// @return one sentence why an address of the host is refused
    String leadsTo(String refused) {
        return "The Git server's name " + host + " leads to " + refused
                + ", an address of this machine, its link or its cloud's metadata, where no Git server may be: check"
                + " the URL.";
    }

    /// @return the URL for the library
    String url() {
        String authority = (user.isEmpty() ? "" : user + "@") + host + (port == 0 ? "" : ":" + port);
        return switch (scheme) {
            case HTTPS -> "https://" + authority + path;
            case SSH -> "ssh://" + authority + path;
            case FILE -> "file://" + path;
        };
    }

    /// @return for people: host and path, never a user
    String shown() {
        return scheme == Scheme.FILE ? path : host + (port == 0 ? "" : ":" + port) + path;
    }
}
