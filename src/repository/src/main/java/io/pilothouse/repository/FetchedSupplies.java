package io.pilothouse.repository;

import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.repository.git.GitStore;
import io.pilothouse.repository.helm.store.ChartSettings;
import io.pilothouse.repository.helm.store.ChartStore;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.FleetTree;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the fleet repository reads from elsewhere, as far as it was fetched. Any thread may call.
final class FetchedSupplies implements Supplies, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FetchedSupplies.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final GitStore repositories;
    private final Optional<ChartStore> charts;

    private FetchedSupplies(GitStore repositories, Optional<ChartStore> charts) {
        this.repositories = repositories;
        this.charts = charts;
    }

    /// @param git how the fleet repository is got
    /// @param charts the chart repositories that may be asked
    static FetchedSupplies of(GitSettings git, List<ChartSettings.Repository> charts, InstantSource clock) {
        return new FetchedSupplies(GitStore.of(git, INTERVAL, clock), chartStore(git, charts, clock));
    }

    private static Optional<ChartStore> chartStore(
            GitSettings git, List<ChartSettings.Repository> charts, InstantSource clock) {
        ChartSettings settings =
                ChartSettings.of(git.folder().resolve("charts"), charts).withTimeout(git.timeout());
        settings = git.isLocalAllowed() ? settings.withLocalAllowed() : settings;
        settings = git.caBundle().isPresent()
                ? settings.withCaBundle(git.caBundle().get())
                : settings;
        try {
            return Optional.of(ChartStore.of(settings, clock));
        } catch (IOException e) {
            LOG.atError().setCause(e).addKeyValue("folder", settings.folder()).log("Charts cannot be kept");
            return Optional.empty();
        }
    }

    @Override
    public Supply<FleetTree> git(GitReference reference) {
        return repositories.find(reference);
    }

    @Override
    public Supply<ChartArchive> chart(ChartReference reference) {
        return charts.isPresent()
                ? charts.get().find(reference)
                : new Supply.Missing<>(
                        "PH-129",
                        "Charts cannot be kept in the state folder: free space, or correct its"
                                + " owner, and start the program again.");
    }

    /// Gets what was asked for and is not here, or may have changed. Never throws.
    ///
    /// @return true if anything can be found now that could not be before, or is something else than before
    boolean fetch() {
        boolean hasMoved = repositories.fetch();
        return charts.map(ChartStore::fetch).orElse(false) || hasMoved;
    }

    @Override
    public void close() {
        repositories.close();
    }
}
