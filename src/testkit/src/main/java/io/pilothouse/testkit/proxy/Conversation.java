package io.pilothouse.testkit.proxy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// One client's connection: its requests one after the other, until somebody hangs up. On a thread of its own.
final class Conversation implements Runnable {
    private static final byte[] GONE = """
        {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
        "message":"too old resource version","reason":"Expired","code":410}}
        """.getBytes(StandardCharsets.UTF_8);

    private final ApiProxy proxy;
    private final Socket plain;
    private final SSLContext tls;
    private volatile Optional<InputStream> watched = Optional.empty();

    Conversation(ApiProxy proxy, Socket plain, SSLContext tls) {
        this.proxy = proxy;
        this.plain = plain;
        this.tls = tls;
    }

    @Override
    public void run() {
        try (plain;
                SSLSocket socket =
                        (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true)) {
            socket.setUseClientMode(false);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            for (Optional<HttpHead> head = HttpHead.read(in); head.isPresent(); head = HttpHead.read(in)) {
                byte[] body = head.get().body(in);
                Asked asked = proxy.write(head.get(), body);
                serve(asked, head.get(), body, out);
                out.flush();
            }
        } catch (IOException e) {
            // the client or the API server hung up, or a fault said so
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            proxy.ended(this);
        }
    }

    /// Ends the watch that this connection carries, if it carries one, as an API server does at the end of its
    /// time.
    void endWatch() {
        watched.ifPresent(Conversation::close);
    }

    /// Hangs up.
    void drop() {
        close(plain);
    }

    private void serve(Asked asked, HttpHead head, byte[] body, OutputStream out)
            throws IOException, InterruptedException {
        Optional<Fault> fault = proxy.fault(asked);
        if (fault.isEmpty()) {
            forward(asked, head, body, out, Integer.MAX_VALUE, true);
            return;
        }
        switch (fault.get()) {
            case Fault.Answer answer -> {
                byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
                head(out, answer.status(), answer.headers());
                chunk(out, text, text.length);
                end(out);
                proxy.answered(asked, answer.status());
            }
            case Fault.Hang hang -> {
                Thread.sleep(hang.duration());
                throw new IOException("a fault hung up");
            }
            case Fault.Reset _ -> reset();
            case Fault.LostAnswer _ -> {
                HttpResponse<InputStream> response = proxy.upstream().send(head, body);
                response.body().readAllBytes();
                proxy.answered(asked, response.statusCode());
                reset();
            }
            case Fault.Slow slow -> {
                Thread.sleep(slow.duration());
                forward(asked, head, body, out, Integer.MAX_VALUE, true);
            }
            case Fault.Cut cut -> forward(asked, head, body, out, cut.bytes(), cut.isHonest());
            case Fault.Strip strip -> forward(asked, head.without(strip.header()), body, out, Integer.MAX_VALUE, true);
            case Fault.ExpiredWatch _ -> {
                head(out, 200, Map.of("Content-Type", "application/json"));
                chunk(out, GONE, GONE.length);
                end(out);
                proxy.answered(asked, 200);
            }
        }
    }

    private void forward(Asked asked, HttpHead head, byte[] body, OutputStream out, int most, boolean isHonest)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = proxy.upstream().send(head, body);
        proxy.answered(asked, response.statusCode());
        out.write(("HTTP/1.1 " + response.statusCode() + " x\r\n").getBytes(StandardCharsets.US_ASCII));
        for (Map.Entry<String, List<String>> header : response.headers().map().entrySet()) {
            if (Upstream.isForwarded(header.getKey())) {
                for (String value : header.getValue()) {
                    out.write((header.getKey() + ": " + value + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
        out.write("Transfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        try (InputStream in = response.body()) {
            watched = asked.isWatch() ? Optional.of(in) : Optional.empty();
            copy(in, out, most, isHonest, asked.isWatch());
        } finally {
            watched = Optional.empty();
        }
        end(out);
    }

    private static void copy(InputStream in, OutputStream out, int most, boolean isHonest, boolean isWatch)
            throws IOException {
        byte[] buffer = new byte[16 << 10];
        int left = most;
        while (true) {
            int read;
            try {
                read = in.read(buffer);
            } catch (IOException e) {
                if (isWatch) {
                    return;
                }
                throw e;
            }
            if (read < 0) {
                return;
            }
            chunk(out, buffer, Math.min(left, read));
            out.flush();
            left -= read;
            if (left <= 0) {
                if (isHonest) {
                    throw new IOException("a fault cut the answer");
                }
                return;
            }
        }
    }

    private void reset() throws IOException {
        plain.setSoLinger(true, 0);
        plain.close();
        throw new IOException("a fault reset the connection");
    }

    private static void head(OutputStream out, int status, Map<String, String> headers) throws IOException {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append("Transfer-Encoding: chunked\r\n\r\n");
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static void chunk(OutputStream out, byte[] bytes, int length) throws IOException {
        if (length > 0) {
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(Arrays.copyOf(bytes, length));
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void end(OutputStream out) throws IOException {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void close(java.io.Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // it is closed, which is what was asked
        }
    }
}
