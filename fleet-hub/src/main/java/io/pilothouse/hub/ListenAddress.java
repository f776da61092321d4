package io.pilothouse.hub;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/// Where to listen.
///
/// @param host name or address of this machine
/// @param port 0 for any that is free
public record ListenAddress(String host, int port) {

    /// Reads `host:port` or `[v6]:port`.
    ///
    /// @return empty if it is not that
    public static Optional<ListenAddress> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        String port = text.substring(colon + 1);
        if (host.isBlank() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            return Optional.empty();
        }
        return Optional.of(new ListenAddress(host, Integer.parseInt(port)));
    }

    /// @throws HubStartException if this machine does not know the name
    InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new HubStartException("cannot listen on " + this + ": the name " + host + " is not known", e);
        }
    }

    /// Says why the address cannot be had.
    ///
    /// @param flag the setting that names another
    HubStartException refused(IOException failure, String flag) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("address already in use")) {
                return new HubStartException(
                        "cannot listen on " + this + ": another program does. Stop it, or choose another address with "
                                + flag,
                        failure);
            }
            if (message.contains("cannot assign requested address")) {
                return new HubStartException(
                        "cannot listen on " + this + ": it is not an address of this machine. Choose another with "
                                + flag,
                        failure);
            }
            if (message.contains("permission denied") || cause instanceof BindException) {
                return new HubStartException(
                        "cannot listen on " + this + ": this user may not. Choose a port above 1023 with " + flag,
                        failure);
            }
        }
        return new HubStartException("cannot listen on " + this + ": choose another address with " + flag, failure);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
