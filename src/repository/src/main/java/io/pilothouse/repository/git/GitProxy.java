package io.pilothouse.repository.git;

import io.pilothouse.repository.net.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An HTTP proxy that stands between us and the Git server, for HTTPS and SSH alike.
///
/// @param url `http://host:port`; the way to the proxy itself is not encrypted, what goes through it is
/// @param login who we are to the proxy
public record GitProxy(String url, Optional<Login> login) {
    private static final Pattern URL = Pattern.compile(
            "http://(?<host>[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]):(?<port>[0-9]{1,5})/?");

    /// A user name and where its password stands.
    public record Login(String username, Secret password) {}

    /// @return one sentence why it can never work, empty if it may
    Optional<String> problem() {
        Matcher matcher = URL.matcher(url);
        return matcher.matches() && Integer.parseInt(matcher.group("port")) <= 65_535
                ? Optional.empty()
                : Optional.of("The proxy's URL must be http://host:port, without a user or a path; name its user and"
                        + " password file in the settings.");
    }

    String host() {
        return part("host").replaceAll("[\\[\\]]", "");
    }

    int port() {
        return Integer.parseInt(part("port"));
    }

    /// @throws Connection.SecretMissingException if the password cannot be read
    Route.Through route() throws IOException {
        Optional<String> authorization = Optional.empty();
        if (login.isPresent()) {
            String both = login.get().username() + ":" + password(login.get());
            authorization =
                    Optional.of("Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        }
        return new Route.Through(host(), port(), authorization);
    }

    static String password(Login login) throws Connection.SecretMissingException {
        return login.password().read().orElseThrow(() -> new Connection.SecretMissingException(login.password()));
    }

    private String part(String name) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalStateException("the settings were not checked");
        }
        return matcher.group(name);
    }

    /// Without the URL, which somebody may have put a password into.
    @Override
    public String toString() {
        return "GitProxy[" + (problem().isEmpty() ? host() + ":" + port() : "unusable") + "]";
    }
}
