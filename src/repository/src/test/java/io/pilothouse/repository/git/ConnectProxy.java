package io.pilothouse.repository.git;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP proxy on this machine that opens tunnels and notes where to.
final class ConnectProxy implements AutoCloseable {
    private final ServerSocket server;
    private final Optional<String> authorization;
    private final List<String> tunnels = new CopyOnWriteArrayList<>();
    private volatile String answer = "HTTP/1.1 200 Connection established";

    private ConnectProxy(ServerSocket server, Optional<String> authorization) {
        this.server = server;
        this.authorization = authorization;
    }

    /// @param login `user:password`; empty to ask for none
    static ConnectProxy start(String login) throws IOException {
        Optional<String> authorization = login.isEmpty()
                ? Optional.empty()
                : Optional.of("Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        ConnectProxy proxy =
                new ConnectProxy(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), authorization);
        Thread.ofVirtual().start(proxy::serve);
        return proxy;
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /// From now on, every request is answered so.
    void answer(String statusLine) {
        answer = statusLine;
    }

    /// @return `host:port` of each tunnel
    List<String> tunnels() {
        return tunnels;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> tunnel(client));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void tunnel(Socket client) {
        try (client) {
            // unbuffered beyond the head would lose what follows it; a client waits for the answer, so nothing follows
            BufferedReader head =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            String request = Optional.ofNullable(head.readLine()).orElse("");
            String given = "";
            for (String line = head.readLine(); line != null && !line.isEmpty(); line = head.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization:")) {
                    given = line.substring(line.indexOf(':') + 1).strip();
                }
            }
            if (authorization.isPresent() && !authorization.get().equals(given)) {
                say(client, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"");
                return;
            }
            if (!answer.contains(" 200 ")) {
                say(client, answer);
                return;
            }
            String target = request.substring(request.indexOf(' ') + 1, request.lastIndexOf(' '));
            tunnels.add(target);
            try (Socket server = new Socket(
                    target.substring(0, target.lastIndexOf(':')),
                    Integer.parseInt(target.substring(target.lastIndexOf(':') + 1)))) {
                say(client, answer);
                Thread back = Thread.ofVirtual().start(() -> pump(server, client));
                pump(client, server);
                back.join();
            }
        } catch (IOException e) {
            // one of them is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Socket client, String head) throws IOException {
        client.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // one of them is gone
        }
    }
}
