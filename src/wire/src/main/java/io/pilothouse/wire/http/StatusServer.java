package io.pilothouse.wire.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A program's small HTTP port: `/metrics`, `/livez`, `/readyz`, and what routes it adds. One request, one answer, one
/// virtual thread; a body over a route's limit is refused before it is read.
public final class StatusServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    /// Whether a program can do its work.
    ///
    /// @param isReady it can
    /// @param reason why not, one sentence; empty if it can
    public record Readiness(boolean isReady, String reason) {
        public static final Readiness READY = new Readiness(true, "");
    }

    /// A request.
    ///
    /// @param body at most the route's limit; read-only
    /// @param header looks a header up; empty text where there is none
    /// @param from the caller's address
    public record Request(ByteBuffer body, Function<String, String> header, InetSocketAddress from) {}

    /// An answer.
    public record Response(int status, String contentType, String body) {
        public static Response text(int status, String body) {
            return new Response(status, "text/plain; charset=utf-8", body + "\n");
        }
    }

    /// What is served at a path.
    ///
    /// @param method the only one accepted, such as `GET`
    /// @param path the exact path
    /// @param maxBody largest request body, in bytes
    /// @param serve makes the answer
    public record Route(String method, String path, int maxBody, Function<Request, Response> serve) {}

    private StatusServer(HttpServer server) {
        this.server = server;
    }

    /// Listens.
    ///
    /// @param listen where; port 0 takes a free one
    /// @param metrics the text of `/metrics`, in Prometheus' format
    /// @param readiness asked at each `/readyz`
    /// @param more further routes
    /// @throws IOException if the address cannot be had; its message is for the caller to put into a sentence
    public static StatusServer start(
            InetSocketAddress listen, Supplier<String> metrics, Supplier<Readiness> readiness, List<Route> more)
            throws IOException {
        HttpServer http = HttpServer.create(listen, 64);
        StatusServer server = new StatusServer(http);
        http.setExecutor(server.workers);
        server.serve(new Route(
                "GET",
                "/metrics",
                0,
                request -> new Response(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get())));
        server.serve(new Route("GET", "/livez", 0, request -> Response.text(200, "ok")));
        server.serve(new Route("GET", "/readyz", 0, request -> {
            Readiness ready = readiness.get();
            return ready.isReady() ? Response.text(200, "ok") : Response.text(503, ready.reason());
        }));
        more.forEach(server::serve);
        http.start();
        return server;
    }

    /// @return the port it listens on
    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(Route route) {
        server.createContext(route.path(), exchange -> {
            try (exchange) {
                answer(route, exchange);
            } catch (IOException e) {
                LOG.debug("the caller of {} went away", route.path());
            } catch (RuntimeException e) {
                LOG.error("serving {} failed", route.path(), e);
                throw e;
            }
        });
    }

    private static void answer(Route route, HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(route.path())) {
            send(exchange, Response.text(404, "there is nothing at this path"));
        } else if (!exchange.getRequestMethod().equals(route.method())) {
            exchange.getResponseHeaders().set("Allow", route.method());
            send(exchange, Response.text(405, "use " + route.method()));
        } else {
            byte[] body = exchange.getRequestBody().readNBytes(route.maxBody() + 1);
            if (body.length > route.maxBody()) {
                send(exchange, Response.text(413, "the body is larger than " + route.maxBody() + " bytes"));
                return;
            }
            Function<String, String> header = name -> {
                String value = exchange.getRequestHeaders().getFirst(name);
                return value == null ? "" : value;
            };
            send(
                    exchange,
                    route.serve()
                            .apply(new Request(
                                    ByteBuffer.wrap(body).asReadOnlyBuffer(), header, exchange.getRemoteAddress())));
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", response.contentType());
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.close();
    }
}
