package io.pilothouse.repository.render;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.layout.ApplicationReader;
import io.pilothouse.repository.layout.ApplicationSpec;
import io.pilothouse.repository.layout.FleetSpec;
import io.pilothouse.repository.layout.SliceReader;
import io.pilothouse.repository.layout.SourceSpec;
import io.pilothouse.repository.source.ChartOrder;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.source.Refusal;
import io.pilothouse.repository.source.SubstitutedDocuments;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds an application's recipe.
final class Recipes {
    private final Documents documents;
    private final Supplies supplies;
    private final Engines engines;

    /// @param documents without variables replaced
    Recipes(Documents documents, Supplies supplies, Engines engines) {
        this.documents = documents;
        this.supplies = supplies;
        this.engines = engines;
    }

    Recipe find(FleetTree tree, ApplicationLayout layout, FleetSpec fleet) throws DamagedTreeException {
        List<InputError> errors = new ArrayList<>(layout.errors());
        errors.addAll(names(layout));
        ApplicationSpec spec = ApplicationReader.read(tree, documents, layout, fleet);
        errors.addAll(spec.errors());
        Reads.Builder reads = new Reads.Builder();
        spec.file()
                .ifPresentOrElse(
                        file -> reads.add(tree, file),
                        () -> reads.missing(tree, layout.folder() + "/" + ApplicationReader.FILE));
        layout.namespace().ifPresent(namespace -> reads.add(tree, namespace.file()));
        SubstitutedDocuments replaced = new SubstitutedDocuments(documents, spec.variables());
        List<Ingredients> parts = new ArrayList<>();
        if (errors.isEmpty()) {
            Kitchen kitchen = new Kitchen(tree, layout, spec, replaced);
            parts.add(kitchen.ownFolder());
            for (SourceSpec source : spec.sources()) {
                parts.add(kitchen.source(source));
            }
        }
        parts.forEach(part -> reads.addAll(part.reads()));
        return new Recipe(layout, spec, parts, replaced, reads.build(), errors);
    }

    private static List<InputError> names(ApplicationLayout layout) {
        ApplicationKey key = layout.key();
        Origin origin = new Origin(PathNames.printable(layout.folder()), 1, 1);
        List<InputError> errors = new ArrayList<>();
        if (key.layer() == Layer.APP && !PathNames.isLabel(key.namespace())) {
            errors.add(new InputError(
                    "PH-102",
                    origin,
                    "The folder of the namespace is named as no namespace can be: use lower-case letters, digits"
                            + " and dashes, at most 63."));
        }
        if (!PathNames.isLabel(key.name())) {
            errors.add(new InputError(
                    "PH-102",
                    origin,
                    "The application's folder must be named with lower-case letters, digits and dashes, at most"
                            + " 63."));
        }
        return errors;
    }

    /// Where one application's parts are found.
    private final class Kitchen {
        private final FleetTree tree;
        private final ApplicationLayout layout;
        private final ApplicationSpec spec;
        private final Documents replaced;

        Kitchen(FleetTree tree, ApplicationLayout layout, ApplicationSpec spec, Documents replaced) {
            this.tree = tree;
            this.layout = layout;
            this.spec = spec;
            this.replaced = replaced;
        }

        Ingredients ownFolder() throws DamagedTreeException {
            List<String> values = spec.sources().stream()
                    .filter(SourceSpec.Chart.class::isInstance)
                    .flatMap(chart -> ((SourceSpec.Chart) chart).valuesFiles().stream())
                    .toList();
            return folder(
                    tree,
                    layout.folder(),
                    layout.isShallow(),
                    file -> !SliceReader.isSettings(layout, file) && !values.contains(file.path()));
        }

        Ingredients source(SourceSpec source) throws DamagedTreeException {
            return switch (source) {
                case SourceSpec.Folder here -> folder(tree, here.path(), false, _ -> true);
                case SourceSpec.Elsewhere elsewhere -> elsewhere(elsewhere);
                case SourceSpec.Chart chart ->
                    engines.charts(replaced, supplies).find(order(chart));
            };
        }

        private Ingredients elsewhere(SourceSpec.Elsewhere source) throws DamagedTreeException {
            String name = "git " + source.repository().url() + " "
                    + source.repository().ref();
            return switch (supplies.git(source.repository())) {
                case Supply.Missing<FleetTree> missing ->
                    refusal(name, missing.code(), source.place(), "url", missing.why());
                case Supply.Here<FleetTree> here -> {
                    Optional<TreeEntry> entry = here.value().find(source.path());
                    yield entry.isEmpty() || !entry.get().isFolder()
                            ? refusal(
                                    name + " " + here.id(),
                                    "PH-103",
                                    source.place(),
                                    "path",
                                    "That repository has no folder "
                                            + (source.path().isEmpty() ? "at all" : source.path()) + " at commit "
                                            + here.value().revision().abbreviated() + ".")
                            : folder(here.value(), source.path(), false, _ -> true);
                }
            };
        }

        private static Ingredients refusal(String read, String code, Place place, String field, String why) {
            Reads reads = new Reads.Builder().supply(read, "").build();
            return new Refusal(reads, List.of(new InputError(code, place.origin(field), why)));
        }

        private Ingredients folder(FleetTree from, String folder, boolean isShallow, Predicate<TreeEntry> isManifest)
                throws DamagedTreeException {
            Optional<Ingredients> built = engines.kustomize(from, folder, replaced, supplies);
            if (built.isPresent()) {
                return built.get();
            }
            if (from.find(PathNames.in(folder, "Chart.yaml")).isPresent()) {
                return engines.charts(replaced, supplies).find(order(from, folder));
            }
            return PlainFolder.find(from, replaced, folder, isShallow, isManifest);
        }

        private ChartOrder order(FleetTree from, String folder) {
            Place place = Place.ofFile(from.prefix() + PathNames.in(folder, "Chart.yaml"));
            return new ChartOrder(
                    new ChartOrder.Chart.Folder(from, folder),
                    layout.key().name(),
                    namespace(""),
                    List.of(),
                    true,
                    true,
                    false,
                    Optional.empty(),
                    List.of(),
                    place);
        }

        private ChartOrder order(SourceSpec.Chart chart) {
            List<ChartOrder.Values> values = new ArrayList<>();
            chart.valuesFiles().forEach(file -> values.add(new ChartOrder.Values.InFile(tree, file)));
            values.add(new ChartOrder.Values.Inline(chart.values()));
            ChartOrder.Chart which = chart.folder().isPresent()
                    ? new ChartOrder.Chart.Folder(tree, chart.folder().get())
                    : new ChartOrder.Chart.Remote(chart.remote().orElseThrow());
            return new ChartOrder(
                    which,
                    chart.releaseName(),
                    namespace(chart.namespace()),
                    values,
                    chart.hasCrds(),
                    !chart.isSkippingHooks(),
                    false,
                    chart.kubeVersion(),
                    chart.apiVersions(),
                    chart.place());
        }

        private String namespace(String named) {
            if (!named.isEmpty()) {
                return named;
            }
            String own = layout.key().namespace().isEmpty()
                    ? spec.namespace()
                    : layout.key().namespace();
            return own.isEmpty() ? "default" : own;
        }
    }
}
