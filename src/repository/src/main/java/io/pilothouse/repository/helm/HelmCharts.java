package io.pilothouse.repository.helm;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.helm.engine.HelmEngine;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartOrder;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.Charts;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.source.Refusal;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Charts of the fleet repository, of other Git repositories and of chart repositories. Finding what a chart reads
/// costs a few look-ups; rendering it writes the chart to disk and asks Helm.
///
/// The output is Helm's own, which the tests hold against Helm called directly, with these exceptions: `lookup` finds
/// nothing, `crds/` and hooks come as asked for, and a chart whose output would not be read by Kubernetes as it was
/// written is refused.
public final class HelmCharts implements Charts {
    private final HelmEngine engine;
    private final Documents documents;
    private final Supplies supplies;

    /// @param engine shared by all
    /// @param documents gives the values in files
    /// @param supplies gives charts of chart repositories
    public HelmCharts(HelmEngine engine, Documents documents, Supplies supplies) {
        this.engine = engine;
        this.documents = documents;
        this.supplies = supplies;
    }

    @Override
    public Ingredients find(ChartOrder order) throws DamagedTreeException {
        Search search = new Search(order);
        Optional<FoundChart> chart = search.chart();
        List<FoundValues> values = search.values();
        Reads reads = search.reads.build();
        return chart.isPresent() && search.errors.isEmpty()
                ? new ChartIngredients(engine, documents, order, chart.get(), values, reads)
                : new Refusal(reads, search.errors);
    }

    /// Where a chart was found.
    sealed interface FoundChart {

        /// Names its content.
        String id();

        /// @param path within the chart, or empty
        /// @return for people
        String shown(String path);

        /// In a folder of a Git repository.
        record InFolder(FleetTree tree, TreeEntry folder) implements FoundChart {
            @Override
            public String id() {
                return folder.id();
            }

            @Override
            public String shown(String path) {
                return tree.prefix() + folder.path() + (path.isEmpty() ? "" : "/" + path);
            }
        }

        /// In an archive.
        record Packed(ChartArchive archive, String name) implements FoundChart {
            @Override
            public String id() {
                return archive.digest();
            }

            @Override
            public String shown(String path) {
                return name + "@" + archive.version() + (path.isEmpty() ? "" : ":" + path);
            }
        }
    }

    /// Values, and their file if they have one.
    record FoundValues(ChartOrder.Values values, Optional<TreeEntry> file) {}

    /// The first step for one chart.
    private final class Search {
        private final ChartOrder order;
        private final Reads.Builder reads = new Reads.Builder();
        private final List<InputError> errors = new ArrayList<>();

        Search(ChartOrder order) {
            this.order = order;
        }

        Optional<FoundChart> chart() throws DamagedTreeException {
            return switch (order.chart()) {
                case ChartOrder.Chart.Folder(FleetTree tree, String path) -> folder(tree, path);
                case ChartOrder.Chart.Remote(ChartReference reference) -> archive(reference);
            };
        }

        private Optional<FoundChart> folder(FleetTree tree, String path) throws DamagedTreeException {
            Optional<TreeEntry> entry = tree.find(path);
            if (entry.isEmpty()) {
                reads.missing(tree, path);
                refuse("PH-180", "There is no chart at " + path + ": check the path, which begins at the root.");
                return Optional.empty();
            }
            reads.add(tree, entry.get());
            if (!entry.get().isFolder()) {
                refuse("PH-180", path + " is no folder: name the chart's folder, unpacked.");
                return Optional.empty();
            }
            return Optional.of(new FoundChart.InFolder(tree, entry.get()));
        }

        private Optional<FoundChart> archive(ChartReference reference) {
            String shown = reference.repository() + "/" + reference.name() + "@" + reference.version();
            return switch (supplies.chart(reference)) {
                case Supply.Here<ChartArchive>(ChartArchive archive, String id) -> {
                    reads.supply(shown, id);
                    yield Optional.of(new FoundChart.Packed(archive, reference.name()));
                }
                case Supply.Missing<ChartArchive>(String code, String why) -> {
                    reads.supply(shown, "");
                    refuse(code, why);
                    yield Optional.empty();
                }
            };
        }

        List<FoundValues> values() throws DamagedTreeException {
            List<FoundValues> found = new ArrayList<>();
            for (ChartOrder.Values values : order.values()) {
                switch (values) {
                    case ChartOrder.Values.Inline ignored -> found.add(new FoundValues(values, Optional.empty()));
                    case ChartOrder.Values.InFile(FleetTree tree, String path) ->
                        file(tree, path).ifPresent(entry -> found.add(new FoundValues(values, Optional.of(entry))));
                }
            }
            return found;
        }

        private Optional<TreeEntry> file(FleetTree tree, String path) throws DamagedTreeException {
            Optional<TreeEntry> entry = tree.find(path);
            if (entry.isEmpty()) {
                reads.missing(tree, path);
                refuse("PH-183", "There is no values file at " + path + ": check the path.");
                return entry;
            }
            reads.add(tree, entry.get());
            if (entry.get().isFile()) {
                return entry;
            }
            errors.add(
                    entry.get().isFolder()
                            ? error("PH-183", path + " is a folder and no values file: name the file.")
                            : new InputError(
                                    "PH-101",
                                    new Origin(tree.prefix() + path, 1, 1),
                                    "Symbolic links and submodules are not supported: commit the file itself."));
            return Optional.empty();
        }

        private void refuse(String code, String message) {
            errors.add(error(code, message));
        }

        private InputError error(String code, String message) {
            return new InputError(code, order.place().origin(), message);
        }
    }
}
