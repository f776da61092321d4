package io.pilothouse.repository.git;

import io.pilothouse.repository.net.AddressRule;
import io.pilothouse.repository.net.RefusedAddressException;
import io.pilothouse.repository.net.Route;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.eclipse.jgit.internal.transport.sshd.OpenSshServerKeyDatabase;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/// Accepts a server only by a key that the known_hosts file gives it. Remembers why it refused one, because the library
/// tells its caller no more than that the connection failed.
final class KnownHosts implements ServerKeyDatabase {
    private final Path file;
    private final ServerKeyDatabase keys;
    private final Route route;
    private volatile String refusal = "";

    /// @param route how the server was reached
    KnownHosts(Path file, Route route) {
        this.file = file;
        this.route = route;
        this.keys = new OpenSshServerKeyDatabase(false, List.of(file));
    }

    /// @return one sentence why the server's key was refused, empty if it was not
    Optional<String> refusal() {
        return Optional.of(refusal).filter(sentence -> !sentence.isEmpty());
    }

    @Override
    public List<PublicKey> lookup(String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
        return keys.lookup(connectAddress, remoteAddress, new Strict(config));
    }

    @Override
    public boolean accept(
            String connectAddress,
            InetSocketAddress remoteAddress,
            PublicKey serverKey,
            Configuration config,
            @Nullable CredentialsProvider provider) {
        refuseAddress(remoteAddress);
        Configuration strict = new Strict(config);
        // no provider: nobody may be asked, and nothing may be written into the file
        if (keys.accept(connectAddress, remoteAddress, serverKey, strict, null)) {
            return true;
        }
        List<PublicKey> known = keys.lookup(connectAddress, remoteAddress, strict);
        String has = KeyUtils.getFingerPrint(serverKey);
        refusal = known.isEmpty()
                ? "its SSH host key (" + has + ") is not in the known_hosts file " + file
                        + ": compare it with what the server's owner says, then add it."
                : "its SSH host key has changed: it is " + has + ", and " + file + " says "
                        + KeyUtils.getFingerPrint(known.getFirst())
                        + ": ask the server's owner before you replace it, somebody may be in between.";
        return false;
    }

    /// Asked of the connection that stands, before anything of ours goes over it: a name may lead elsewhere by now.
    private void refuseAddress(InetSocketAddress remote) {
        switch (route) {
            case Route.Direct direct -> {
                if (!direct.isLocalAllowed() && AddressRule.isRefused(remote.getAddress())) {
                    // the library hands on what it is thrown, as the cause of its own exception
                    throw new UncheckedIOException(new RefusedAddressException(remote.getAddress()));
                }
            }
            case Route.Through _ -> {
                // the proxy's own rules decide where it goes
            }
        }
    }

    private record Strict(Configuration config) implements Configuration {
        @Override
        public List<String> getUserKnownHostsFiles() {
            return List.of();
        }

        @Override
        public List<String> getGlobalKnownHostsFiles() {
            return List.of();
        }

        @Override
        public StrictHostKeyChecking getStrictHostKeyChecking() {
            return StrictHostKeyChecking.REQUIRE_MATCH;
        }

        @Override
        public boolean getHashKnownHosts() {
            return false;
        }

        @Override
        public String getUsername() {
            return config.getUsername();
        }
    }
}
