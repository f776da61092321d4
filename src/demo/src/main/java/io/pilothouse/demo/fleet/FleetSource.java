package io.pilothouse.demo.fleet;

import io.pilothouse.core.application.Revision;
import io.pilothouse.demo.process.DemoFailure;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/// The Git repository the fleet follows.
public sealed interface FleetSource extends AutoCloseable {
    /// What the agents fetch.
    String url();

    /// @return the branch a cluster's agent is told to follow; empty where its own settings say so
    Optional<String> branch(String cluster);

    @Override
    void close();

    /// The user's own repository: only read.
    record Own(String url) implements FleetSource {
        @Override
        public Optional<String> branch(String cluster) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    /// A repository made for this run from the example.
    record Example(BareRepository repository, SortedMap<String, String> files) implements FleetSource {
        private static final Pattern NAMESPACE =
                Pattern.compile("(?m)^kind: Namespace\nmetadata:\n  name: (\\S+)$");

        @Override
        public String url() {
            return repository.directory().toUri().toString();
        }

        @Override
        public Optional<String> branch(String cluster) {
            return Optional.of(new Branches(files).of(cluster));
        }

        @Override
        public void close() {
            repository.close();
        }

        /// Adds lines to the end of a file in one commit, on the branch that a cluster follows.
        public Revision append(String cluster, String path, String lines) {
            String before = Objects.requireNonNull(files.get(path), path);
            return new Revision(repository.commit(
                    new Branches(files).of(cluster),
                    "Measure how long a commit takes",
                    Change.none().put(path, before + lines)));
        }

        /// @return the namespaces that the example declares
        public List<String> namespaces() {
            return files.values().stream()
                    .flatMap(text -> NAMESPACE.matcher(text).results())
                    .map(found -> found.group(1))
                    .distinct()
                    .sorted()
                    .toList();
        }

        /// Makes `git push` tell the hub, as a Git server's webhook does, so that a change arrives at once.
        public void tellOnPush(String hubUrl) {
            Path hook = repository.directory().resolve("hooks").resolve("post-receive");
            String script = "#!/bin/sh\n"
                    + "# Without curl the agents still find the commit at their next look.\n"
                    + "curl -fsS -m 5 -X POST " + hubUrl + "/hooks/git >/dev/null 2>&1 || true\n";
            try {
                Files.createDirectories(hook.getParent());
                Files.writeString(hook, script);
                Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
            } catch (IOException e) {
                throw new DemoFailure("cannot write " + hook + " (" + e.getMessage() + ")", e);
            }
        }
    }

    /// Makes a bare repository of the example, with a branch for each environment.
    static Example example(ExampleFleet fleet, Path folder, InstantSource clock) {
        BareRepository repository = BareRepository.create(folder, clock);
        String first = repository.commit("Describe the fleet", Change.files(fleet.files()));
        new Branches(fleet.files()).others().forEach(branch -> repository.forcePush(branch, first));
        return new Example(repository, fleet.files());
    }
}
