package io.pilothouse.testkit.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pilothouse.testkit.tls.ServerIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A Git host over HTTPS: Git's own `http-backend` behind a small server that checks who asks. Serves every repository
/// in one folder, to one user with a password, or a token in the password's place, as Git hosts do.
public final class GitHttpsServer implements AutoCloseable {
    private static final int UNAUTHORIZED = 401;
    private static final int NO_FAULT = 0;

    private final HttpsServer server;
    private final ExecutorService requests;
    private final GitHttpBackend backend;
    private final String authorization;
    private final AtomicInteger answered = new AtomicInteger();
    private volatile int fault = NO_FAULT;

    /// `port` 0 takes any free one; another is for a host that comes back where it was.
    public record Settings(Path repositories, ServerIdentity identity, String user, String password, int port) {
        public Settings(Path repositories, ServerIdentity identity, String user, String password) {
            this(repositories, identity, user, password, 0);
        }
    }

    private GitHttpsServer(HttpsServer server, Settings settings) {
        this.server = server;
        this.requests = Executors.newVirtualThreadPerTaskExecutor();
        this.backend = new GitHttpBackend(settings.repositories(), settings.user());
        String login = settings.user() + ":" + settings.password();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    public static GitHttpsServer start(Settings settings) {
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), settings.port());
            var http = HttpsServer.create(address, 0);
            http.setHttpsConfigurator(new HttpsConfigurator(settings.identity().context()));
            var server = new GitHttpsServer(http, settings);
            http.setExecutor(server.requests);
            http.createContext("/", server::answer);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve Git over HTTPS on port " + settings.port(), e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// The address to clone from; `repository` is the name of its folder, such as `fleet.git`.
    public String url(String repository) {
        return "https://127.0.0.1:" + port() + "/" + repository;
    }

    /// How many requests have come in so far, to see that nobody asks without need.
    public int requestCount() {
        return answered.get();
    }

    /// From now on every request gets this status, as from a host in trouble; see [#recover].
    public void failWith(int status) {
        fault = status;
    }

    public void recover() {
        fault = NO_FAULT;
    }

    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        answered.incrementAndGet();
        int wanted = fault;
        try (exchange) {
            if (wanted != NO_FAULT) {
                exchange.sendResponseHeaders(wanted, -1);
            } else if (!isAllowed(exchange)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(UNAUTHORIZED, -1);
            } else {
                backend.answer(exchange);
            }
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(authorization::equals)
                .isPresent();
    }
}
