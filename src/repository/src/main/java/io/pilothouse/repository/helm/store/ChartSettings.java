package io.pilothouse.repository.helm.store;

import io.pilothouse.repository.git.Secret;
import io.pilothouse.repository.net.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where charts may come from, and how they are kept.
///
/// @param folder where they are kept; nothing else may use it
/// @param repositories those that may be asked, and no others
/// @param route the way to their servers; only a direct one that allows it leads to this machine
/// @param caBundle certificates (PEM) to trust beside those of the Java platform
/// @param timeout how long a server may keep us waiting for its next byte; a whole chart may take ten times as long
/// @param interval how often a range of versions is asked about again
/// @param capacity bytes of charts to keep
/// @param most charts to keep
public record ChartSettings(
        Path folder,
        List<Repository> repositories,
        Route route,
        Optional<Path> caBundle,
        Duration timeout,
        Duration interval,
        long capacity,
        int most) {
    public ChartSettings {
        repositories = List.copyOf(repositories);
    }

    /// Everything but the repositories as most want it.
    public static ChartSettings of(Path folder, List<Repository> repositories) {
        return new ChartSettings(
                folder,
                repositories,
                new Route.Direct(false),
                Optional.empty(),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                512L << 20,
                200);
    }

    public ChartSettings withLocalAllowed() {
        return new ChartSettings(
                folder, repositories, new Route.Direct(true), caBundle, timeout, interval, capacity, most);
    }

    public ChartSettings withCaBundle(Path bundle) {
        return new ChartSettings(folder, repositories, route, Optional.of(bundle), timeout, interval, capacity, most);
    }

    public ChartSettings withTimeout(Duration other) {
        return new ChartSettings(folder, repositories, route, caBundle, other, interval, capacity, most);
    }

    public ChartSettings keeping(int otherMost, Duration otherInterval) {
        return new ChartSettings(folder, repositories, route, caBundle, timeout, otherInterval, capacity, otherMost);
    }

    /// Repositories that may be asked.
    ///
    /// @param prefix `https://host/path` or `oci://host/path`: this one and everything below it
    /// @param login who we are there
    public record Repository(String prefix, Optional<Login> login) {

        /// @return true if a repository is this one or below it
        boolean covers(String repository) {
            String own = prefix.endsWith("/") ? prefix : prefix + "/";
            return (repository.endsWith("/") ? repository : repository + "/").startsWith(own);
        }
    }

    /// A user name with a password or token. Sent to the repository's own server only.
    public record Login(String username, Secret password) {}

    /// @return the rule for a repository: of several, the one that says most
    Optional<Repository> rule(String repository) {
        return repositories.stream()
                .filter(each -> each.covers(repository))
                .max((one, other) ->
                        Integer.compare(one.prefix().length(), other.prefix().length()));
    }
}
