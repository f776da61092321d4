package io.pilothouse.repository.git;

import io.pilothouse.repository.net.Route;
import io.pilothouse.repository.net.RoutedTls;
import io.pilothouse.repository.net.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.util.Optional;

/// The TLS of one clone's fetches, kept from one to the next: a connection that is still open is used again, and else
/// a session is resumed, where a fetch that finds nothing new would otherwise consist of its handshake. Made anew when
/// the route or the bundle changes. Not safe for use by several threads at once.
final class KeptTls {
    private Optional<Kept> kept = Optional.empty();

    private record Kept(Route route, Optional<String> bundle, RoutedTls tls) {}

    /// @throws GeneralSecurityException if the bundle holds no certificate that can be read
    RoutedTls by(Route route, Optional<Path> bundle) throws IOException, GeneralSecurityException {
        Optional<String> stamp = bundle.isPresent() ? Optional.of(stamp(bundle.get())) : Optional.empty();
        if (kept.isEmpty()
                || !kept.get().route().equals(route)
                || !kept.get().bundle().equals(stamp)) {
            kept = Optional.of(new Kept(route, stamp, new RoutedTls(Trust.context(bundle), route)));
        }
        return kept.get().tls();
    }

    private static String stamp(Path bundle) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(bundle, BasicFileAttributes.class);
        return bundle + " " + attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
    }
}
