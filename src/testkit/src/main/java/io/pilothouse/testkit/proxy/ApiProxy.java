package io.pilothouse.testkit.proxy;

import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.tls.ServerIdentity;
import io.pilothouse.testkit.tls.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// A recording proxy on loopback before a control plane's API server. Speaks TLS with an authority of its own and
/// HTTP/1.1 to its clients; forwards credentials as they are, so that the API server's own RBAC decides. Thread-safe.
public final class ApiProxy implements AutoCloseable {
    private static final Pattern SUBJECT = Pattern.compile("\"sub\":\"([^\"]*)\"");
    private static final int FOREVER = Integer.MAX_VALUE;

    private final ControlPlane plane;
    private final TestAuthority authority = TestAuthority.create("API proxy", InstantSource.system());
    private final Upstream upstream;
    private final ServerSocket listener;
    private final Journal journal = new Journal();
    private final Faults faults = new Faults();
    private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
    private volatile SSLContext tls;

    private ApiProxy(ControlPlane plane) throws IOException {
        this.plane = plane;
        this.upstream = new Upstream(plane.apiUrl(), plane.authorityPem());
        this.listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        this.tls = authority.serverFor("127.0.0.1").context();
    }

    public static ApiProxy start(ControlPlane plane) {
        try {
            ApiProxy proxy = new ApiProxy(plane);
            Thread.ofVirtual().name("api-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a proxy", e);
        }
    }

    public URI url() {
        return URI.create("https://127.0.0.1:" + listener.getLocalPort());
    }

    /// A kubeconfig that leads through the proxy.
    public String kubeconfigFor(String token) {
        return plane.kubeconfigFor(token, url(), authority.certificatePem());
    }

    public String kubeconfigText() {
        return kubeconfigFor(plane.adminToken());
    }

    /// @return every request so far, in the order of arrival
    public List<Asked> journal() {
        return journal.all();
    }

    /// @return every request so far that would change the cluster
    public List<Asked> writes() {
        return journal().stream().filter(Asked::isWrite).toList();
    }

    /// From now on, until [#heal]. Of several faults that fit a request the one added first happens.
    public void inject(Predicate<Asked> when, Fault fault) {
        faults.add(when, fault, FOREVER);
    }

    /// For the next requests that fit.
    public void inject(Predicate<Asked> when, Fault fault, int times) {
        faults.add(when, fault, times);
    }

    /// Takes all faults away, and gives the proxy a good certificate.
    public void heal() {
        faults.clear();
        tls = authority.serverFor("127.0.0.1").context();
    }

    /// Every connection from now on gets a certificate whose time is over; those there are end.
    public void expireCertificate() {
        ServerIdentity expired = authority.expiredServerFor("127.0.0.1");
        tls = expired.context();
        dropConnections();
    }

    public void dropConnections() {
        conversations.forEach(Conversation::drop);
    }

    /// Ends all watches in good order, as an API server does at the end of their time.
    public void endWatches() {
        conversations.forEach(Conversation::endWatch);
    }

    Upstream upstream() {
        return upstream;
    }

    Optional<Fault> fault(Asked asked) {
        return faults.take(asked);
    }

    void answered(Asked asked, int status) {
        journal.answered(asked, status);
    }

    void ended(Conversation conversation) {
        conversations.remove(conversation);
    }

    Asked write(HttpHead head, byte[] body) {
        String[] target = head.target().split("\\?", 2);
        return journal.add(new Asked(
                0,
                Duration.ZERO,
                head.method(),
                target[0],
                target.length > 1 ? target[1] : "",
                user(head.header("Authorization").orElse("")),
                head.header("Impersonate-User"),
                body.length == 0 ? "" : digest(body),
                0));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Conversation conversation = new Conversation(this, socket, tls);
                conversations.add(conversation);
                Thread.ofVirtual().name("api-proxy-client").start(conversation);
            } catch (IOException e) {
                // closed, or a client that was gone before we looked
            }
        }
    }

    private String user(String authorization) {
        String token = authorization.replaceFirst("^Bearer ", "");
        if (token.equals(plane.adminToken())) {
            return "admin";
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return "";
        }
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        Matcher subject = SUBJECT.matcher(claims);
        return subject.find() ? subject.group(1) : "";
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // it listens no more, which is what was asked
        }
        dropConnections();
        upstream.close();
    }
}
