package io.pilothouse.repository.git;

import io.pilothouse.repository.net.ProxyException;
import java.util.Locale;
import java.util.Optional;

/// Says why a proxy did not bring us to the Git server.
final class ProxyFailures {
    private ProxyFailures() {}

    /// @return what is to be said after the server's name; empty if the proxy is not to blame
    static Optional<String> of(Throwable e, Optional<GitProxy> proxy) {
        return proxy.flatMap(one -> reason(e).map(reason -> sentence(reason, one)));
    }

    private static Optional<ProxyException.Reason> reason(Throwable e) {
        return FetchFailures.find(e, ProxyException.class)
                .map(ProxyException::reason)
                .or(() -> ssh(e));
    }

    /// The SSH library knows of proxies by itself, and says what went wrong in words only.
    private static Optional<ProxyException.Reason> ssh(Throwable e) {
        Throwable here = e;
        for (int depth = 0; here != null && depth < 20; depth++) {
            String message = String.valueOf(here.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("proxy")) {
                return Optional.of(
                        message.contains("authenticat") || message.contains("407")
                                ? ProxyException.Reason.NEEDS_LOGIN
                                : ProxyException.Reason.REFUSED);
            }
            here = here.getCause();
        }
        return Optional.empty();
    }

    private static String sentence(ProxyException.Reason reason, GitProxy proxy) {
        String by = "is not reached, because the proxy " + proxy.host() + ":" + proxy.port() + " ";
        return by
                + switch (reason) {
                    case UNKNOWN_HOST -> "has a name that DNS does not know: check the proxy's URL.";
                    case UNREACHABLE -> "does not answer: check its address, and whether it is running.";
                    case NEEDS_LOGIN ->
                        proxy.login().isEmpty()
                                ? "asks for credentials: name a user and a password file for it."
                                : "refuses our credentials: check its user name and password file.";
                    case REFUSED -> "does not let us through: ask its owner to allow this server.";
                    case NO_PROXY -> "gives an answer that is none of an HTTP proxy: check the proxy's URL.";
                };
    }
}
