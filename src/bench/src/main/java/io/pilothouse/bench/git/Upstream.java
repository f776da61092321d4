package io.pilothouse.bench.git;

import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.frame.Scratch;
import io.pilothouse.bench.frame.Side;
import io.pilothouse.bench.scale.Agent;
import io.pilothouse.bench.workload.Fleet;
import io.pilothouse.core.application.Revision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// One repository on the server, and what both sides do with it. Ours and Git's have a repository each, made from the
/// same seed, so that a commit of the one is no work for the other.
final class Upstream implements AutoCloseable {
    private final Fleet fleet;
    private final RunningServer server;
    private final String name;
    private final Path folder;
    private Optional<Agent> agent = Optional.empty();

    /// @param served the folder that the server serves
    /// @param folder for clones
    Upstream(RunningServer server, Path served, String name, int files, long seed, Path folder) throws Exception {
        this.server = server;
        this.name = name;
        this.folder = folder.resolve(name);
        this.fleet = Fleet.create(served.resolve(name), files, seed);
        // as a Git host keeps it
        Program.of("git", "--git-dir=" + served.resolve(name), "repack", "-adq").output();
    }

    /// Ours, asked whether anything is new while nothing is.
    Side check() {
        return () -> {
            Revision newest = agent().fetch();
            return newest::id;
        };
    }

    Side lsRemote() {
        return program(() -> server.git("ls-remote", "--quiet", server.url(name), "refs/heads/main"), () -> {});
    }

    /// Ours: a commit that changes one application is fetched, found in the slice and rendered.
    Side delta() {
        return new Side() {
            @Override
            public void prepare() throws Exception {
                agent();
                fleet.changeImages(0, 1);
            }

            @Override
            public Supplier<String> run() throws Exception {
                Revision newest = agent().fetch();
                int objects = agent().renderChanges(newest);
                return () -> newest.id().equals(fleet.head()) && objects > 0 ? "the newest commit" : "not all";
            }
        };
    }

    /// Git's: the same commit is fetched.
    Side fetch() {
        Path clone = folder.resolve("fetched.git");
        Program fetch = server.git("--git-dir=" + clone, "fetch", "--quiet", "origin", "main:main", "--update-head-ok");
        return new Side() {
            @Override
            public void prepare() throws Exception {
                if (!clone.toFile().exists()) {
                    server.git("clone", "--quiet", "--bare", server.url(name), clone.toString())
                            .output();
                }
                fleet.changeImages(0, 1);
            }

            @Override
            public Supplier<String> run() throws Exception {
                fetch.output();
                return () -> newestOf(clone).equals(fleet.head()) ? "the newest commit" : "not all";
            }

            @Override
            public Payer payer() {
                return Payer.ITS_CHILDREN;
            }
        };
    }

    /// Ours: everything from nothing.
    Side coldClone() {
        Path clone = folder.resolve("ours");
        return new Side() {
            @Override
            public void prepare() throws IOException {
                Scratch.delete(clone);
            }

            @Override
            public Supplier<String> run() throws Exception {
                try (Agent fresh = new Agent(server.settings(name, clone), Fleet.cluster(0))) {
                    Revision newest = fresh.fetch();
                    return newest::id;
                }
            }
        };
    }

    Side bareClone() {
        Path clone = folder.resolve("bare.git");
        Program program = server.git(
                "clone", "--quiet", "--bare", "--depth", "1", "--branch", "main", server.url(name), clone.toString());
        return program(() -> program, () -> Scratch.delete(clone));
    }

    /// An agent that is up to date.
    private Agent agent() throws Exception {
        if (agent.isEmpty()) {
            Agent started = new Agent(server.settings(name, folder.resolve("agent")), Fleet.cluster(0));
            agent = Optional.of(started);
            started.renderChanges(started.fetch());
        }
        return agent.get();
    }

    private Side program(Supplier<Program> program, Preparation preparation) {
        return new Side() {
            @Override
            public void prepare() throws Exception {
                preparation.run();
            }

            @Override
            public Supplier<String> run() throws Exception {
                program.get().output();
                return fleet::head;
            }

            @Override
            public Payer payer() {
                return Payer.ITS_CHILDREN;
            }
        };
    }

    @FunctionalInterface
    private interface Preparation {
        void run() throws Exception;
    }

    private static String newestOf(Path clone) {
        try {
            return Program.of("git", "--git-dir=" + clone, "rev-parse", "main").text();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    @Override
    public void close() {
        agent.ifPresent(Agent::close);
        fleet.close();
    }
}
