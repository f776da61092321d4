package io.pilothouse.agent;

import io.pilothouse.agent.git.GitSource;
import io.pilothouse.agent.kube.KubeCluster;
import io.pilothouse.agent.kube.KubeconfigException;
import io.pilothouse.agent.kube.Permissions;
import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Source;
import io.pilothouse.agent.port.SourceUnusableException;
import io.pilothouse.agent.uplink.HubProbe;
import io.pilothouse.agent.uplink.UplinkSettings;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.slice.SliceEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Tries everything an agent needs, once, and says of each in a line whether it works: for the moment before the
/// first start, and for the moment when something does not work and nobody knows what. Changes nothing and may run
/// beside an agent: it makes a clone of its own, and asks the hub for its health only.
final class AgentCheck {
    private final AgentConfig config;
    private final InstantSource clock;
    private final Consumer<String> out;
    private final List<Permissions.Wanted> wanted = new ArrayList<>();
    private boolean isWell = true;

    private AgentCheck(AgentConfig config, InstantSource clock, Consumer<String> out) {
        this.config = config;
        this.clock = clock;
        this.out = out;
    }

    /// @param out takes the lines
    /// @return true if everything works
    static boolean run(AgentConfig config, InstantSource clock, Consumer<String> out) {
        AgentCheck check = new AgentCheck(config, clock, out);
        check.git();
        check.kubernetes();
        check.hub();
        return check.isWell;
    }

    private void git() {
        try {
            Path folder = Files.createTempDirectory("pilothouse-check");
            try (GitSource source = GitSource.of(config.repository().in(folder), config.charts(), config.cluster())) {
                switch (source.fetch()) {
                    case Source.Fetched.Failed failed -> bad("git", failed.message() + " (" + failed.code() + ")");
                    case Source.Fetched.At at -> {
                        ok(
                                "git",
                                "branch " + at.branch() + " is at "
                                        + at.revision().abbreviated());
                        slice(source, at.revision());
                    }
                }
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            bad("git", "A folder for a trial clone cannot be made: " + e.getMessage());
        }
    }

    private void slice(GitSource source, Revision revision) {
        try {
            Slice slice = source.slice(revision);
            List<InputError> errors = new ArrayList<>();
            for (SliceEntry entry : slice.applications().values()) {
                switch (source.render(slice, entry)) {
                    case Rendering.Refused refused -> errors.addAll(refused.errors());
                    case Rendering.Rendered rendered ->
                        wanted.add(new Permissions.Wanted(
                                rendered.key(), rendered.policy().serviceAccount(), rendered.manifests()));
                }
            }
            int number = slice.applications().size();
            if (errors.isEmpty()) {
                ok(
                        "slice",
                        "cluster " + config.cluster() + " has " + number
                                + (number == 1 ? " application" : " applications"));
            }
            errors.forEach(error -> bad("slice", error.toString()));
        } catch (SourceUnusableException e) {
            bad("slice", e.getMessage() + " (" + e.code() + ")");
        }
    }

    private void kubernetes() {
        try (KubeCluster kube = KubeCluster.open(config.kubernetes())) {
            switch (kube.facts()) {
                case Cluster.Facts.Known known -> {
                    ok("kubernetes", "version " + known.version() + ", cluster UID " + known.uid());
                    permissions();
                }
                case Cluster.Facts.Unknown unknown ->
                    bad("kubernetes", unknown.failure().message());
            }
        } catch (KubeconfigException e) {
            bad("kubernetes", String.valueOf(e.getMessage()));
        }
    }

    private void permissions() throws KubeconfigException {
        List<String> missing = Permissions.missing(config.kubernetes(), wanted);
        if (missing.isEmpty()) {
            ok(
                    "permissions",
                    "the API server lets the agent, and the accounts it acts as, do all that the slice needs");
        }
        missing.forEach(sentence -> bad("permissions", sentence));
    }

    private void hub() {
        Optional<AgentConfig.Hub> hub = config.hub();
        if (hub.isEmpty()) {
            ok("hub", "none is configured; the agent works without one");
            return;
        }
        UplinkSettings settings = new UplinkSettings(
                config.cluster(),
                AgentVersion.read(),
                hub.get().address(),
                hub.get().identity());
        HubProbe.problem(settings, clock.instant())
                .ifPresentOrElse(
                        problem -> bad("hub", problem),
                        () -> ok("hub", hub.get().address() + " answers and accepts the identity"));
    }

    private void ok(String what, String detail) {
        out.accept("ok    %-11s %s".formatted(what, detail));
    }

    private void bad(String what, String sentence) {
        isWell = false;
        out.accept("fail  %-11s %s".formatted(what, sentence));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
