package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.KustomizationFile.Affixes;
import io.pilothouse.repository.kustomize.KustomizationFile.Charts;
import io.pilothouse.repository.kustomize.KustomizationFile.Item;
import io.pilothouse.repository.kustomize.KustomizationFile.Names;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.file.LabelEntry;
import io.pilothouse.repository.kustomize.file.PatchEntry;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.generate.GeneratorArguments;
import io.pilothouse.repository.kustomize.generate.GeneratorArguments.Kind;
import io.pilothouse.repository.kustomize.generate.GeneratorOptions;
import io.pilothouse.repository.kustomize.transform.ImageTransformer;
import io.pilothouse.repository.kustomize.transform.OutputOrder;
import io.pilothouse.repository.kustomize.transform.TransformEntries;
import io.pilothouse.repository.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads a kustomization file: every field that Kustomize v5.5 has is obeyed or refused.
final class KustomizationReader {
    private static final String GROUP = "kustomize.config.k8s.io/";
    private static final String SCHEMA = "v1.21.2";
    private static final Set<String> METADATA = Set.of("originAnnotations", "transformerAnnotations", "managedByLabel");

    private final Entries entries;

    private KustomizationReader(Entries entries) {
        this.entries = entries;
    }

    /// @param errors what is wrong with it
    /// @return what it says; wrong parts are left out
    static KustomizationFile read(Json.Obj content, Place place, List<InputError> errors) {
        return new KustomizationReader(new Entries(content, place, errors)).read();
    }

    private KustomizationFile read() {
        boolean isComponent = checkType();
        entries.value("metadata");
        entries.unsupported("inventory", "is not supported: Pilothouse keeps an inventory of its own");
        List<GeneratorArguments> generators = generators();
        KustomizationFile file = new KustomizationFile(
                entries.place(),
                isComponent,
                names(),
                new Affixes(entries.text("namespace"), entries.text("namePrefix"), entries.text("nameSuffix")),
                entries.objects("labels").stream().map(LabelEntry::read).toList(),
                entries.textMap("commonLabels"),
                entries.textMap("commonAnnotations"),
                images(),
                entries.objects("replicas").stream()
                        .map(TransformEntries::replicas)
                        .toList(),
                generators,
                charts(),
                entries.objects("patches").stream().map(PatchEntry::read).toList(),
                entries.texts("patchesStrategicMerge"),
                entries.objects("patchesJson6902").stream()
                        .map(PatchEntry::read)
                        .toList(),
                entries.objects("replacements").stream().map(Item::of).toList(),
                entries.objects("vars").stream().map(Item::of).toList(),
                entries.object("sortOptions").map(OutputOrder::read),
                buildMetadata());
        entries.finish();
        checkLegacyPatches();
        if (isEmpty()) {
            entries.malformed("resources", "is missing, and so is everything else: say what there is to build");
        }
        return file;
    }

    private boolean checkType() {
        String kind = entries.text("kind");
        boolean isComponent = kind.equals("Component");
        if (!kind.isEmpty() && !isComponent && !kind.equals("Kustomization")) {
            entries.malformed("kind", "must be Kustomization or Component");
        }
        String wanted = GROUP + (isComponent ? "v1alpha1" : "v1beta1");
        String version = entries.text("apiVersion");
        if (!version.isEmpty() && !version.equals(wanted)) {
            entries.malformed("apiVersion", "must be " + wanted);
        }
        return isComponent;
    }

    private boolean isEmpty() {
        return entries.object().fields().keySet().stream().allMatch(Set.of("apiVersion", "kind", "metadata")::contains);
    }

    /// Patches that are texts are what `patchesStrategicMerge` is for, and were written here before there was that.
    private void checkLegacyPatches() {
        if (entries.object().items("patches").stream().anyMatch(Json.Text.class::isInstance)) {
            entries.malformed("patches", "holds names of files: write each as \"- path: …\"");
        }
    }

    private Names names() {
        List<Written> resources = new ArrayList<>(entries.texts("resources"));
        resources.addAll(entries.texts("bases"));
        return new Names(
                resources,
                entries.texts("components"),
                entries.texts("crds"),
                entries.texts("configurations"),
                entries.texts("generators"),
                entries.texts("transformers"),
                entries.texts("validators"),
                openApi());
    }

    private Optional<Written> openApi() {
        Optional<Entries> openApi = entries.object("openapi");
        if (openApi.isEmpty()) {
            return Optional.empty();
        }
        String path = openApi.get().text("path");
        String version = openApi.get().text("version");
        if (!version.isEmpty() && (!version.equals(SCHEMA) || !path.isEmpty())) {
            openApi.get()
                    .malformed(
                            "version",
                            "must be " + SCHEMA + ", the only schema that is built in, and not be beside a \"path\":"
                                    + " leave it out");
        }
        openApi.get().finish();
        return path.isEmpty()
                ? Optional.empty()
                : Optional.of(new Written(path, openApi.get().place().in(List.of("path"))));
    }

    private List<ImageTransformer.Change> images() {
        List<ImageTransformer.Change> images = new ArrayList<>();
        entries.objects("images").forEach(image -> images.add(TransformEntries.image(image)));
        entries.objects("imageTags").forEach(image -> images.add(TransformEntries.image(image)));
        return images;
    }

    private List<GeneratorArguments> generators() {
        GeneratorOptions options =
                entries.object("generatorOptions").map(GeneratorOptions::read).orElse(GeneratorOptions.NONE);
        List<GeneratorArguments> generators = new ArrayList<>();
        for (Entries one : entries.objects("configMapGenerator")) {
            generators.add(GeneratorArguments.read(Kind.CONFIG_MAP, one, options));
        }
        for (Entries one : entries.objects("secretGenerator")) {
            generators.add(GeneratorArguments.read(Kind.SECRET, one, options));
        }
        return generators;
    }

    private Charts charts() {
        List<ChartEntry> charts = new ArrayList<>();
        List<Written> homes = new ArrayList<>();
        entries.objects("helmCharts").forEach(one -> charts.add(ChartEntry.read(one)));
        entries.objects("helmChartInflationGenerator")
                .forEach(one -> charts.add(ChartEntry.readDeprecated(one, homes)));
        String home = homes.isEmpty() ? "" : homes.getLast().text();
        Optional<Entries> globals = entries.object("helmGlobals");
        if (globals.isPresent()) {
            home = globals.get().text("chartHome");
            globals.get().unsupported("configHome", "is not supported: charts come from where the repository says");
            globals.get().finish();
        }
        return new Charts(home.isEmpty() ? "charts" : home, charts);
    }

    private Set<String> buildMetadata() {
        List<Written> options = entries.texts("buildMetadata");
        if (!options.stream().map(Written::text).allMatch(METADATA::contains)) {
            entries.malformed(
                    "buildMetadata",
                    "must be some of "
                            + String.join(", ", METADATA.stream().sorted().toList()));
        }
        return options.stream().map(Written::text).collect(Collectors.toUnmodifiableSet());
    }
}
