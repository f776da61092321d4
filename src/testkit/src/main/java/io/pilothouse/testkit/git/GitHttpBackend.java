package io.pilothouse.testkit.git;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Passes one HTTP exchange to `git http-backend`, Git's CGI program for smart HTTP.
record GitHttpBackend(Path repositories, String user) {
    private static final int INTERNAL_ERROR = 500;
    private static final int CHUNKED = 0;

    /// Request headers that the program wants to know, and the variables in which it looks for them.
    private static final Map<String, String> VARIABLES = Map.of(
            "Content-Type", "CONTENT_TYPE",
            "Content-Length", "CONTENT_LENGTH",
            "Content-Encoding", "HTTP_CONTENT_ENCODING",
            "Git-Protocol", "HTTP_GIT_PROTOCOL",
            "User-Agent", "HTTP_USER_AGENT");

    void answer(HttpExchange exchange) throws IOException {
        Process process = start(exchange);
        try {
            var sending = Thread.ofVirtual().start(() -> send(exchange.getRequestBody(), process));
            try (var output = new BufferedInputStream(process.getInputStream())) {
                int status = headers(output, exchange);
                exchange.sendResponseHeaders(status, CHUNKED);
                output.transferTo(exchange.getResponseBody());
                exchange.getResponseBody().close();
            }
            sending.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroy();
        }
    }

    private Process start(HttpExchange exchange) throws IOException {
        var builder = new ProcessBuilder("git", "http-backend").redirectError(ProcessBuilder.Redirect.DISCARD);
        var environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", repositories.toAbsolutePath().toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put(
                "QUERY_STRING",
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        environment.put("REMOTE_USER", user);
        environment.put("REMOTE_ADDR", "127.0.0.1");
        // the folder may belong to another user than the one who runs the tests
        environment.put("GIT_CONFIG_COUNT", "1");
        environment.put("GIT_CONFIG_KEY_0", "safe.directory");
        environment.put("GIT_CONFIG_VALUE_0", "*");
        VARIABLES.forEach((header, variable) -> Optional.ofNullable(
                        exchange.getRequestHeaders().getFirst(header))
                .ifPresent(value -> environment.put(variable, value)));
        return builder.start();
    }

    /// A program that has heard enough closes its input early; what it then says is the answer.
    private static void send(InputStream body, Process process) {
        try (body;
                var input = process.getOutputStream()) {
            body.transferTo(input);
        } catch (IOException e) {
            process.onExit().join();
        }
    }

    /// Reads `Name: value` lines up to an empty one, hands them on, and returns the status among them.
    private static int headers(InputStream output, HttpExchange exchange) throws IOException {
        int status = 200;
        boolean isAnswer = false;
        for (String line = line(output); !line.isEmpty(); line = line(output)) {
            isAnswer = true;
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            if ("Status".equalsIgnoreCase(name)) {
                status = Integer.parseInt(value.substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(name, value);
            }
        }
        return isAnswer ? status : INTERNAL_ERROR;
    }

    private static String line(InputStream output) throws IOException {
        var line = new StringBuilder();
        for (int c = output.read(); c >= 0 && c != '\n'; c = output.read()) {
            line.append((char) c);
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
    }
}
