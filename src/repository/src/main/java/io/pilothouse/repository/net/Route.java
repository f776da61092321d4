package io.pilothouse.repository.net;

import java.util.Optional;

/// The way to a server.
public sealed interface Route {

    /// Straight to it.
    ///
    /// @param isLocalAllowed also to addresses of this machine, for tests and the demo
    record Direct(boolean isLocalAllowed) implements Route {}

    /// Through an HTTP proxy, by a tunnel (`CONNECT`), so that the proxy sees where to and nothing else. It finds
    /// the server's address itself; which addresses it may reach is its own rule.
    ///
    /// @param host the proxy's
    /// @param port the proxy's
    /// @param authorization value of the header `Proxy-Authorization`
    record Through(String host, int port, Optional<String> authorization) implements Route {
        /// Without the authorization.
        @Override
        public String toString() {
            return "Through[" + host + ":" + port + "]";
        }
    }
}
