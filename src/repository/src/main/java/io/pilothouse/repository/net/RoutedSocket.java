package io.pilothouse.repository.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A socket that takes the route it was given. The address that is checked is the one that is connected to, so a name
/// that means something else at every question gains nothing; and nothing is sent before.
final class RoutedSocket extends Socket {
    private static final int LONGEST_REPLY = 16 << 10;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (?<code>[0-9]{3})( .*)?");

    private final Route route;

    RoutedSocket(Route route) {
        this.route = route;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (!(endpoint instanceof InetSocketAddress server)) {
            throw new IOException("no internet address");
        }
        switch (route) {
            case Route.Direct direct -> {
                if (!direct.isLocalAllowed()
                        && server.getAddress() != null
                        && AddressRule.isRefused(server.getAddress())) {
                    throw new RefusedAddressException(server.getAddress());
                }
                super.connect(server, timeout);
            }
            case Route.Through proxy -> {
                reach(proxy, timeout);
                tunnel(server, proxy, timeout);
            }
        }
    }

    private void reach(Route.Through proxy, int timeout) throws ProxyException {
        try {
            super.connect(new InetSocketAddress(proxy.host(), proxy.port()), timeout);
        } catch (UnknownHostException e) {
            throw new ProxyException(ProxyException.Reason.UNKNOWN_HOST, e);
        } catch (IOException e) {
            throw new ProxyException(ProxyException.Reason.UNREACHABLE, e);
        }
    }

    private void tunnel(InetSocketAddress server, Route.Through proxy, int timeout) throws IOException {
        String host = server.getHostString();
        String target = (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
        StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        proxy.authorization()
                .ifPresent(value ->
                        request.append("Proxy-Authorization: ").append(value).append("\r\n"));
        int before = getSoTimeout();
        try {
            setSoTimeout(timeout);
            getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            judge(reply(getInputStream()));
        } catch (ProxyException e) {
            throw e;
        } catch (IOException e) {
            throw new ProxyException(ProxyException.Reason.UNREACHABLE, e);
        }
        setSoTimeout(before);
    }

    private static void judge(String status) throws ProxyException {
        Matcher matcher = STATUS.matcher(status);
        if (!matcher.matches()) {
            throw new ProxyException(ProxyException.Reason.NO_PROXY);
        }
        String code = matcher.group("code");
        if (code.equals("407")) {
            throw new ProxyException(ProxyException.Reason.NEEDS_LOGIN);
        }
        if (!code.startsWith("2")) {
            throw new ProxyException(ProxyException.Reason.REFUSED);
        }
    }

    /// Reads the head of the answer and not one byte more: what follows belongs to the server.
    ///
    /// @return its first line
    private static String reply(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_REPLY) {
            int read = in.read();
            if (read < 0) {
                break;
            }
            head.append((char) read);
            if (read == '\n'
                    && (head.toString().endsWith("\r\n\r\n") || head.toString().endsWith("\n\n"))) {
                return head.substring(0, head.indexOf("\n")).strip();
            }
        }
        throw new ProxyException(ProxyException.Reason.NO_PROXY);
    }
}
