package io.pilothouse.agent.git;

import io.pilothouse.agent.port.Source;
import io.pilothouse.agent.port.SourceUnusableException;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.slice.SliceEntry;
import io.pilothouse.repository.FleetRepository;
import io.pilothouse.repository.git.FetchOutcome;
import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.repository.helm.store.ChartSettings;
import io.pilothouse.repository.layout.LayoutException;
import java.util.List;
import java.util.Optional;

/// The fleet repository behind the reconciler's port.
public final class GitSource implements Source, AutoCloseable {
    private final FleetRepository repository;

    private GitSource(FleetRepository repository) {
        this.repository = repository;
    }

    /// @return the source; nothing is read or asked yet
    public static GitSource of(GitSettings settings, List<ChartSettings.Repository> charts, String cluster) {
        return new GitSource(FleetRepository.of(settings, charts, cluster));
    }

    @Override
    public Fetched fetch() {
        FleetRepository.Fetched fetched = repository.fetch();
        return switch (fetched.outcome()) {
            case FetchOutcome.Fetched at -> new Fetched.At(at.branch(), at.revision(), fetched.hasMoved());
            case FetchOutcome.Failed failed -> new Fetched.Failed(failed.branch(), failed.code(), failed.message());
        };
    }

    @Override
    public Optional<Revision> lastFetched() {
        return repository.lastFetched();
    }

    @Override
    public Slice slice(Revision revision) throws SourceUnusableException {
        try {
            return repository.slice(revision);
        } catch (LayoutException e) {
            throw new SourceUnusableException(e.code(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Rendering render(Slice slice, SliceEntry entry) {
        return repository.render(slice, entry);
    }

    @Override
    public boolean isAncestor(Revision ancestor, Revision descendant) {
        return repository.isAncestor(ancestor, descendant);
    }

    @Override
    public void close() {
        repository.close();
    }
}
