package io.pilothouse.bench.scale;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.slice.SliceEntry;
import io.pilothouse.repository.FleetRepository;
import io.pilothouse.repository.git.FetchOutcome;
import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.repository.layout.LayoutException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// What an agent does with a commit, without a cluster: fetch it, find what changed in its slice, render that.
public final class Agent implements AutoCloseable {
    private final FleetRepository repository;
    private final Map<ApplicationKey, Digest> rendered = new HashMap<>();

    public Agent(GitSettings settings, String cluster) {
        repository = FleetRepository.of(settings, cluster);
    }

    /// @return the newest commit
    public Revision fetch() throws IOException {
        return switch (repository.fetch().outcome()) {
            case FetchOutcome.Fetched fetched -> fetched.revision();
            case FetchOutcome other -> throw new IOException(other.toString());
        };
    }

    /// Renders the applications whose fingerprint is not that of the last call.
    ///
    /// @return how many objects were rendered
    public int renderChanges(Revision revision) throws LayoutException, IOException {
        Slice slice = repository.slice(revision);
        int objects = 0;
        for (SliceEntry entry : slice.applications().values()) {
            if (!entry.fingerprint().equals(rendered.get(entry.key()))) {
                objects += switch (repository.render(slice, entry)) {
                    case Rendering.Rendered done -> done.manifests().size();
                    case Rendering.Refused refused ->
                        throw new IOException(refused.errors().toString());
                };
                rendered.put(entry.key(), entry.fingerprint());
            }
        }
        return objects;
    }

    @Override
    public void close() {
        repository.close();
    }
}
