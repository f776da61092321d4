package io.pilothouse.bench.render;

import io.pilothouse.core.application.Revision;
import io.pilothouse.repository.git.FetchOutcome;
import io.pilothouse.repository.git.FleetClone;
import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// The same files twice: as a commit in a clone, from which ours renders, and as a folder, for programs that need one.
final class Commits implements AutoCloseable {
    private final Path folder;
    private final BareRepository upstream;
    private final FleetClone clone;
    private Revision newest = Revision.NONE;

    Commits(Path scratch, Map<String, String> files) throws IOException {
        folder = scratch.resolve("files");
        Path git = scratch.resolve("upstream.git");
        upstream = BareRepository.create(git, InstantSource.fixed(Instant.parse("2026-11-20T00:00:00Z")));
        clone = FleetClone.of(GitSettings.of(git.toUri().toString(), "main", scratch.resolve("clone"))
                .withLocalAllowed());
        commit(files);
    }

    /// What is made of a commit.
    @FunctionalInterface
    interface Rendering<T> {
        T of(FleetTree tree) throws Exception;
    }

    /// Changes files in the folder, and by a commit, which is fetched.
    void commit(Map<String, String> files) throws IOException {
        for (var file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.writeString(path, file.getValue());
        }
        upstream.commit("Change", Change.files(files));
        newest = switch (clone.fetch()) {
            case FetchOutcome.Fetched fetched -> fetched.revision();
            case FetchOutcome other -> throw new IOException(other.toString());
        };
    }

    <T> T render(Rendering<T> rendering) throws Exception {
        return clone.<T, Exception>read(newest, rendering::of);
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        clone.close();
        upstream.close();
    }
}
