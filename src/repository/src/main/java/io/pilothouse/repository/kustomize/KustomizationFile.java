package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.file.LabelEntry;
import io.pilothouse.repository.kustomize.file.PatchEntry;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.generate.GeneratorArguments;
import io.pilothouse.repository.kustomize.transform.ImageTransformer;
import io.pilothouse.repository.kustomize.transform.OutputOrder;
import io.pilothouse.repository.kustomize.transform.TransformEntries.Replicas;
import io.pilothouse.repository.source.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a kustomization file says. Deprecated fields are in those that replaced them.
///
/// @param place the whole file
/// @param isComponent it is a part of what includes it, not something of its own
/// @param names the lists of names of files and folders
/// @param affixes namespace, prefix and suffix; empty for none
/// @param patchesStrategicMerge paths or patches
/// @param replacements each as it was written
/// @param vars each as it was written
record KustomizationFile(
        Place place,
        boolean isComponent,
        Names names,
        Affixes affixes,
        List<LabelEntry> labels,
        Map<String, String> commonLabels,
        Map<String, String> commonAnnotations,
        List<ImageTransformer.Change> images,
        List<Replicas> replicas,
        List<GeneratorArguments> generators,
        Charts charts,
        List<PatchEntry> patches,
        List<Written> patchesStrategicMerge,
        List<PatchEntry> patchesJson6902,
        List<Item> replacements,
        List<Item> vars,
        Optional<OutputOrder> order,
        Set<String> buildMetadata) {

    /// Names of files and folders; those that configure generators, transformers and validators may be texts that
    /// do.
    record Names(
            List<Written> resources,
            List<Written> components,
            List<Written> crds,
            List<Written> configurations,
            List<Written> generators,
            List<Written> transformers,
            List<Written> validators,
            Optional<Written> openApi) {}

    /// Namespace, prefix and suffix.
    record Affixes(String namespace, String prefix, String suffix) {}

    /// Charts to render.
    ///
    /// @param home the folder in which they are looked for
    record Charts(String home, List<ChartEntry> entries) {}

    /// One entry of a list.
    record Item(Json.Obj content, Place place) {
        static Item of(Entries entries) {
            return new Item(entries.object(), entries.place());
        }
    }
}
