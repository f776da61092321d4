package io.pilothouse.repository.helm.store;

import io.pilothouse.repository.net.AddressRule;
import io.pilothouse.repository.net.ProxyException;
import io.pilothouse.repository.net.RefusedAddressException;
import io.pilothouse.repository.net.Route;
import io.pilothouse.repository.net.RoutedTls;
import io.pilothouse.repository.net.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Asks servers over HTTPS. By the older of the platform's two clients, because only that one lets us see the address
/// before it connects. Follows redirects itself, to show credentials to nobody but the server they are for.
final class Web {
    private static final int MOST_REDIRECTS = 5;

    private final ChartSettings settings;
    private final long deadline;

    /// What was asked for.
    ///
    /// @param accept media types
    /// @param authorization for the address's own server
    /// @param limit of the answer, in bytes
    record Question(ServerAddress address, String accept, Optional<String> authorization, long limit) {}

    /// What came back.
    ///
    /// @param challenge value of the header `WWW-Authenticate`
    /// @param link value of the header `Link`
    /// @param digest SHA-256 of what was written, in hexadecimal
    record Reply(int status, String challenge, String link, String digest) {
        boolean isGood() {
            return status == 200;
        }
    }

    /// @return a client whose answers must all have come within ten time-outs from now
    static Web of(ChartSettings settings) {
        return new Web(settings);
    }

    private Web(ChartSettings settings) {
        this.settings = settings;
        this.deadline = System.nanoTime() + settings.timeout().multipliedBy(10).toNanos();
    }

    /// @param into takes the answer's content, of a good answer only
    Reply get(Question question, OutputStream into) throws FailedFetchException {
        ServerAddress at = question.address();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            String shown = at.shown();
            boolean isOwn = at.isSameServer(question.address());
            try {
                checkAddress(at);
                HttpsURLConnection connection = connection(at, question, isOwn);
                int status = connection.getResponseCode();
                if (isRedirect(status)) {
                    ServerAddress from = at;
                    at = Optional.ofNullable(connection.getHeaderField("Location"))
                            .flatMap(from::resolve)
                            .orElseThrow(() -> new FailedFetchException(
                                    "PH-185", "The server " + shown + " redirects to something that is no https URL."));
                    close(connection);
                    continue;
                }
                String digest = status == 200 ? copy(connection, question, into, shown) : "";
                Reply reply =
                        new Reply(status, header(connection, "WWW-Authenticate"), header(connection, "Link"), digest);
                if (status != 200) {
                    close(connection);
                }
                return reply;
            } catch (IOException e) {
                throw new FailedFetchException("PH-185", sentence(e, shown));
            }
        }
        throw new FailedFetchException(
                "PH-185",
                "The server " + question.address().shown() + " redirects more than " + MOST_REDIRECTS + " times.");
    }

    private void checkAddress(ServerAddress at) throws UnknownHostException, RefusedAddressException {
        if (settings.route() instanceof Route.Direct direct && !direct.isLocalAllowed()) {
            Optional<InetAddress> refused = AddressRule.refused(at.uri().getHost());
            if (refused.isPresent()) {
                throw new RefusedAddressException(refused.get());
            }
        }
    }

    private HttpsURLConnection connection(ServerAddress at, Question question, boolean isOwn) throws IOException {
        // a proxy is part of the route
        URLConnection opened = at.uri().toURL().openConnection(Proxy.NO_PROXY);
        if (!(opened instanceof HttpsURLConnection connection)) {
            throw new IOException("no https connection");
        }
        try {
            connection.setSSLSocketFactory(new RoutedTls(Trust.context(settings.caBundle()), settings.route()));
        } catch (GeneralSecurityException e) {
            throw new SSLException("the bundle of certificates cannot be read", e);
        }
        int millis = (int) Math.min(Integer.MAX_VALUE, settings.timeout().toMillis());
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", question.accept());
        connection.setRequestProperty("User-Agent", "pilothouse");
        if (isOwn) {
            question.authorization().ifPresent(value -> connection.setRequestProperty("Authorization", value));
        }
        return connection;
    }

    private String copy(HttpsURLConnection connection, Question question, OutputStream into, String shown)
            throws IOException, FailedFetchException {
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[16 << 10];
        long bytes = 0;
        try (InputStream in = connection.getInputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > question.limit()) {
                    connection.disconnect();
                    throw new FailedFetchException(
                            "PH-181",
                            "The server %s sends more than %,d bytes, which is the limit."
                                    .formatted(shown, question.limit()));
                }
                if (System.nanoTime() > deadline) {
                    connection.disconnect();
                    throw new SocketTimeoutException("too long in all");
                }
                sha256.update(buffer, 0, read);
                into.write(buffer, 0, read);
            }
        }
        long announced = connection.getContentLengthLong();
        if (announced >= 0 && announced != bytes) {
            throw new IOException("the answer was cut off");
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static void close(HttpsURLConnection connection) {
        connection.disconnect();
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static String header(HttpsURLConnection connection, String name) {
        @Nullable String value = connection.getHeaderField(name);
        return value == null ? "" : value;
    }

    private String sentence(IOException failure, String shown) {
        Duration timeout = settings.timeout();
        return switch (failure) {
            case RefusedAddressException refused ->
                "The server's name " + shown + " leads to " + refused.address()
                        + ", an address of this machine or its link, where no chart repository may be: check the URL.";
            case ProxyException ignored ->
                "The proxy does not bring us to the server " + shown + ": check the proxy and its rules.";
            case UnknownHostException ignored ->
                "The server's name " + shown + " is unknown: check the URL and this machine's DNS.";
            case ConnectException ignored ->
                "The server " + shown + " cannot be reached: check the URL, the server and the network.";
            case SocketTimeoutException ignored ->
                "The server " + shown + " did not answer in time (" + timeout.toSeconds()
                        + " seconds for the next byte, ten times as long in all).";
            case SSLException ignored ->
                "The server " + shown + " shows a certificate that is not trusted, or speaks no TLS that is: check the"
                        + " URL and the CA bundle.";
            default -> "The connection to the server " + shown + " broke.";
        };
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
