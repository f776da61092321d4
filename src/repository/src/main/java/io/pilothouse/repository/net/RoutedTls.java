package io.pilothouse.repository.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/// TLS over sockets that take one route. For [javax.net.ssl.HttpsURLConnection], which asks for an unconnected socket,
/// connects it, and then asks for TLS on top; a factory that could also connect by itself would go around the route.
public final class RoutedTls extends SSLSocketFactory {
    private final SSLSocketFactory tls;
    private final Route route;

    public RoutedTls(SSLContext context, Route route) {
        this.tls = context.getSocketFactory();
        this.route = route;
    }

    @Override
    public Socket createSocket() {
        return new RoutedSocket(route);
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean closesIt) throws IOException {
        return tls.createSocket(connected, host, port, closesIt);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw around();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw around();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw around();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw around();
    }

    private static SocketException around() {
        return new SocketException("only by the route that was given");
    }
}
