package io.pilothouse.repository.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutedTlsTest {
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        server.setSoTimeout(100);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /// What stands before this asked DNS for the name's addresses and found nothing wrong with them. When it is
    /// asked again, to connect, the name leads here.
    @Test
    void refusesTheAddressThatIsConnectedToWhateverTheNameWasBefore() throws Exception {
        // Given
        HttpsURLConnection connection = (HttpsURLConnection)
                URI.create("https://localhost:" + server.getLocalPort()).toURL().openConnection(Proxy.NO_PROXY);
        connection.setSSLSocketFactory(new RoutedTls(Trust.context(Optional.empty()), new Route.Direct(false)));

        // When Then
        assertThatThrownBy(connection::connect)
                .isInstanceOfSatisfying(
                        RefusedAddressException.class,
                        refused -> assertThat(refused.address()).isEqualTo("127.0.0.1"));
        assertThatThrownBy(() -> server.accept()).as("nobody connected").isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void connectsHereWhereThatIsAllowed() throws Exception {
        // Given
        RoutedTls tls = new RoutedTls(Trust.context(Optional.empty()), new Route.Direct(true));

        // When
        try (Socket socket = tls.createSocket()) {
            socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));

            // Then
            assertThat(socket.isConnected()).isTrue();
            server.accept().close();
        }
    }

    @Test
    void hasNoWayAroundItsRoute() throws Exception {
        // Given
        RoutedTls tls = new RoutedTls(Trust.context(Optional.empty()), new Route.Direct(false));
        InetAddress here = InetAddress.ofLiteral("127.0.0.1");
        int port = server.getLocalPort();

        // When Then
        assertThatThrownBy(() -> tls.createSocket("127.0.0.1", port)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> tls.createSocket("127.0.0.1", port, here, 0)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> tls.createSocket(here, port)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> tls.createSocket(here, port, here, 0)).isInstanceOf(SocketException.class);
    }

    @Test
    void hidesAProxysAuthorization() {
        assertThat(new Route.Through("proxy", 3128, Optional.of("Basic canary")))
                .hasToString("Through[proxy:3128]");
    }
}
