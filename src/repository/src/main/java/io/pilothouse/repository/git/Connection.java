package io.pilothouse.repository.git;

import io.pilothouse.repository.net.Route;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.ProxyData;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;

/// Opens a connection as the settings say, and as nothing else says.
final class Connection implements AutoCloseable {
    private final GitSettings settings;
    private final GitAddress address;
    private final KeptTls tls;
    private Optional<KnownHosts> hosts = Optional.empty();
    private Optional<SshdSessionFactory> sessions = Optional.empty();

    Connection(GitSettings settings, GitAddress address, KeptTls tls) {
        this.tls = tls;
        this.settings = settings;
        this.address = address;
    }

    /// The secret cannot be read.
    static final class SecretMissingException extends IOException {
        private final transient Secret secret;

        SecretMissingException(Secret secret) {
            this.secret = secret;
        }

        Secret secret() {
            return secret;
        }
    }

    /// The CA bundle cannot be read.
    static final class BundleUnusableException extends IOException {
        BundleUnusableException(Exception cause) {
            super(cause);
        }
    }

    Transport open(Repository repository) throws IOException {
        if (address.scheme() == GitAddress.Scheme.FILE && !Files.isDirectory(Path.of(address.path()))) {
            throw new NoRemoteRepositoryException(uri(), "no such folder");
        }
        Transport transport = Transport.open(repository, uri());
        transport.setTimeout(Math.clamp(settings.timeout().toSeconds(), 1, 3_600));
        // nobody sits here to be asked, and a default provider of the program must not answer
        transport.setCredentialsProvider(null);
        if (transport instanceof TransportHttp http) {
            if (settings.credentials() instanceof GitCredentials.Password(String username, Secret password)) {
                // sent with the first request, which saves a refused one per fetch
                http.setPreemptiveBasicAuthentication(
                        username, password.read().orElseThrow(() -> new SecretMissingException(password)));
            }
            http.setHttpConnectionFactory(https());
        }
        if (transport instanceof SshTransport ssh && settings.credentials() instanceof GitCredentials.SshKey key) {
            Route route = route();
            KnownHosts known = new KnownHosts(key.knownHosts(), route);
            hosts = Optional.of(known);
            SshdSessionFactory factory =
                    SshSessions.with(key, known, proxy(), settings.folder().toFile());
            sessions = Optional.of(factory);
            ssh.setSshSessionFactory(factory);
        }
        return transport;
    }

    Optional<String> hostKeyRefusal() {
        return hosts.flatMap(KnownHosts::refusal);
    }

    boolean isBranchMissing(TransportException e) {
        String pattern = JGitText.get().remoteDoesNotHaveSpec;
        return String.valueOf(e.getMessage())
                .contains(pattern.substring(0, pattern.indexOf('{')).strip());
    }

    @Override
    public void close() {
        sessions.ifPresent(SshdSessionFactory::close);
    }

    private URIish uri() throws IOException {
        try {
            return new URIish(address.url());
        } catch (URISyntaxException e) {
            throw new IOException("an address that was checked is no URL", e);
        }
    }

    private Route route() throws IOException {
        return settings.proxy().isPresent()
                ? settings.proxy().get().route()
                : new Route.Direct(settings.isLocalAllowed());
    }

    private Optional<ProxyData> proxy() throws IOException {
        if (settings.proxy().isEmpty()) {
            return Optional.empty();
        }
        GitProxy proxy = settings.proxy().get();
        Proxy to = new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port()));
        if (proxy.login().isEmpty()) {
            return Optional.of(new ProxyData(to));
        }
        GitProxy.Login login = proxy.login().get();
        return Optional.of(
                new ProxyData(to, login.username(), GitProxy.password(login).toCharArray()));
    }

    private HttpsConnections https() throws IOException {
        Route route = route();
        try {
            return new HttpsConnections(tls.by(route, settings.caBundle()));
        } catch (IOException | GeneralSecurityException e) {
            throw new BundleUnusableException(e);
        }
    }
}
