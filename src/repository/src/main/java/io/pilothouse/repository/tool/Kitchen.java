package io.pilothouse.repository.tool;

import io.pilothouse.core.slice.NearestName;
import io.pilothouse.repository.helm.engine.PrivateFolder;
import io.pilothouse.repository.layout.LayoutException;
import io.pilothouse.repository.render.Engines;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every command renders with.
final class Kitchen {
    private static final Logger LOG = LoggerFactory.getLogger(Kitchen.class);

    /// Bytes of source text to keep parsed: enough for the shared folders of a large fleet.
    private static final long KEPT_PARSED = 24L << 20;

    private Kitchen() {}

    static Renderer renderer() {
        return new Renderer(new ParsedDocuments(KEPT_PARSED), supplies(), Engines.in(scratch()));
    }

    /// @return a folder of this run's own, for charts while they are rendered; gone when the program ends
    private static Path scratch() {
        Path folder = Path.of(
                System.getProperty("java.io.tmpdir"),
                "pilothouse-repo-" + ProcessHandle.current().pid());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        return folder;
    }

    private static void remove(Path folder) {
        try {
            PrivateFolder.remove(folder);
        } catch (IOException e) {
            // the system clears its temporary folder
            LOG.atDebug().setCause(e).log("The temporary folder cannot be removed");
        }
    }

    /// The one place that says what of elsewhere the tools may use.
    private static Supplies supplies() {
        return NothingFetched.INSTANCE;
    }

    /// The tools ask no server.
    private enum NothingFetched implements Supplies {
        INSTANCE;

        @Override
        public Supply<FleetTree> git(GitReference reference) {
            return new Supply.Missing<>(
                    "PH-142", "The other repository is not fetched here, so the application is not checked.");
        }

        @Override
        public Supply<ChartArchive> chart(ChartReference reference) {
            return new Supply.Missing<>("PH-142", "The chart is not fetched here, so the application is not checked.");
        }
    }

    /// @return the clusters of the fleet, by name
    static List<String> clusters(Renderer renderer, FleetTree tree)
            throws RefusedCommandException, DamagedTreeException {
        try {
            return renderer.slices().clusters(tree);
        } catch (LayoutException e) {
            throw new RefusedCommandException(String.valueOf(e.getMessage()));
        }
    }

    /// Refuses names that the fleet does not know.
    static void check(List<String> named, List<String> known) throws RefusedCommandException {
        for (String name : named) {
            if (!known.contains(name)) {
                String all = known.size() > 12 || known.isEmpty() ? "" : " It has " + String.join(", ", known) + ".";
                throw new RefusedCommandException(
                        "The fleet has no cluster \"" + name + "\"." + NearestName.hint(name, known) + all);
            }
        }
    }
}
