package io.pilothouse.testkit.proxy;

import java.time.Duration;
import java.util.Map;

/// What happens to a request instead of, or on top of, being forwarded.
public sealed interface Fault {

    /// The proxy answers by itself; the API server never sees the request.
    record Answer(int status, Map<String, String> headers, String body) implements Fault {
        public Answer {
            headers = Map.copyOf(headers);
        }
    }

    /// Nothing comes for so long, and then the connection ends. The API server never sees the request.
    record Hang(Duration duration) implements Fault {}

    /// The connection is reset before the API server sees the request.
    record Reset() implements Fault {}

    /// The request is done, and the connection is reset instead of an answer: the client cannot know.
    record LostAnswer() implements Fault {}

    /// The answer waits for so long.
    record Slow(Duration duration) implements Fault {}

    /// The answer's body ends after so many bytes.
    ///
    /// @param isHonest whether the connection breaks off, as it does on a bad line; otherwise the short body looks
    ///     complete, as after a proxy that gave up
    record Cut(int bytes, boolean isHonest) implements Fault {}

    /// The request goes on without one of its headers.
    record Strip(String header) implements Fault {}

    /// A watch that tells at once that the history is gone.
    record ExpiredWatch() implements Fault {}

    /// What an API server under load answers.
    static Fault tooManyRequests(int retryAfterSeconds) {
        return new Answer(
                429,
                Map.of("Retry-After", String.valueOf(retryAfterSeconds), "X-Kubernetes-PF-FlowSchema-UID", "x"),
                status(429, "TooManyRequests", "too many requests, please try again later"));
    }

    static Fault failing(int code, String reason, String message) {
        return new Answer(code, Map.of(), status(code, reason, message));
    }

    private static String status(int code, String reason, String message) {
        return """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"%s","reason":"%s","code":%d}\
            """.formatted(message, reason, code);
    }
}
