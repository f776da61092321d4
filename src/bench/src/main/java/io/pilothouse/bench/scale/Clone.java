package io.pilothouse.bench.scale;

import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.frame.Side;
import io.pilothouse.bench.workload.Fleet;
import io.pilothouse.core.application.Revision;
import io.pilothouse.repository.git.GitSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/// A fleet repository, and the agent of its first cluster that follows it.
final class Clone implements AutoCloseable {
    private final Fleet fleet;
    private final Agent agent;
    private final Path folder;
    private Revision before;
    private Revision now;

    Clone(Fleet fleet, Path upstream, Path folder) throws Exception {
        this.fleet = fleet;
        this.folder = folder;
        this.agent = new Agent(
                GitSettings.of(upstream.toUri().toString(), "main", folder).withLocalAllowed(), Fleet.cluster(0));
        this.now = agent.fetch();
        this.before = now;
        agent.renderChanges(now);
    }

    /// @param applications how many of this cluster's applications a commit changes; 0 changes another cluster's
    Side rendering(int applications) {
        return new Side() {
            @Override
            public void prepare() throws IOException {
                commit(applications);
            }

            @Override
            public Supplier<String> run() throws Exception {
                int objects = agent.renderChanges(now);
                return () -> objects == 0 ? "nothing changed" : objects + " objects";
            }
        };
    }

    /// The same question to Git itself: does the commit change anything in the cluster's folders?
    Side diff() {
        return new Side() {
            @Override
            public void prepare() throws IOException {
                commit(0);
            }

            @Override
            public Supplier<String> run() throws Exception {
                String cluster = Fleet.cluster(0);
                String changed = Program.of(
                                "git",
                                "--git-dir=" + folder.resolve("fleet.git"),
                                "diff",
                                "--name-only",
                                before.id(),
                                now.id(),
                                "--",
                                "fleet/clusters/" + cluster + ".yaml",
                                "infra/clusters/" + cluster,
                                "app/clusters/" + cluster)
                        .text();
                return () -> changed.isEmpty() ? "nothing changed" : changed;
            }

            @Override
            public Payer payer() {
                return Payer.ITS_CHILDREN;
            }
        };
    }

    private void commit(int applications) throws IOException {
        int cluster = applications == 0 && fleet.clusters() > 1 ? 1 : 0;
        before = now;
        fleet.changeImages(cluster, Math.max(1, applications));
        now = agent.fetch();
    }

    @Override
    public void close() {
        agent.close();
        fleet.close();
    }
}
