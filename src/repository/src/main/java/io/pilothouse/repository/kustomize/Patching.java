package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.file.PatchEntry;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.patch.PatchDocument;
import io.pilothouse.repository.kustomize.patch.PatchTransformer;
import io.pilothouse.repository.kustomize.patch.PatchTransformer.Options;
import io.pilothouse.repository.kustomize.patch.Target;
import io.pilothouse.repository.kustomize.replacement.ReplacementTransformer;
import io.pilothouse.repository.kustomize.transform.Transformer;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.yaml.Dialect;
import io.pilothouse.repository.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes transformers of patches and replacements: gets what they hold from their files, or from where they are written
/// in place.
final class Patching {
    private final Schemas schemas;
    private final FoundFiles files;

    Patching(Documents documents, Schemas schemas, Found found) {
        this.schemas = schemas;
        this.files = new FoundFiles(found, documents);
    }

    /// @param patches each a path, or the patch itself
    Transformer strategicMerge(List<Written> patches) throws RefusedSourceException, DamagedTreeException {
        List<PatchDocument> all = new ArrayList<>();
        for (Written patch : patches) {
            all.addAll(Finder.isInline(patch.text()) ? inline(patch) : inFile(patch));
        }
        if (all.isEmpty()) {
            return resources -> {};
        }
        return PatchTransformer.of(
                all,
                Optional.empty(),
                Options.NONE,
                schemas.kinds(),
                patches.getFirst().place());
    }

    Transformer patch(PatchEntry patch) throws RefusedSourceException, DamagedTreeException {
        Optional<Target> target = patch.target().isPresent()
                ? Optional.of(Target.read(patch.target().get(), patch.place().in(List.of("target"))))
                : Optional.empty();
        Options options = new Options(patch.allowsNameChange(), patch.allowsKindChange());
        return PatchTransformer.of(documents(patch), target, options, schemas.kinds(), patch.place());
    }

    /// @param patch of the older field, which takes nothing but operations
    Transformer json6902(PatchEntry patch) throws RefusedSourceException, DamagedTreeException {
        for (PatchDocument document : documents(patch)) {
            if (!(document.content() instanceof Json.Arr)) {
                throw new RefusedSourceException(new InputError(
                        "PH-178",
                        document.place().origin(),
                        "\"patchesJson6902\" takes lists of operations: use \"patches\" for this one."));
            }
        }
        return patch(patch);
    }

    /// @param entries the configuration of a `PatchTransformer`
    Transformer plugin(Entries entries) throws RefusedSourceException, DamagedTreeException {
        return patch(PatchEntry.readFields(entries, "patch"));
    }

    /// @param entries the configuration of a `PatchStrategicMergeTransformer`
    Transformer strategicMergePlugin(Entries entries) throws RefusedSourceException, DamagedTreeException {
        List<Written> patches = new ArrayList<>(entries.texts("paths"));
        String inline = entries.text("patches");
        if (!inline.isEmpty()) {
            patches.add(new Written(inline, entries.place().in(List.of("patches"))));
        }
        return strategicMerge(patches);
    }

    /// @param entries the configuration of a `PatchJson6902Transformer`
    Transformer json6902Plugin(Entries entries) throws RefusedSourceException, DamagedTreeException {
        return json6902(PatchEntry.readFields(entries, "jsonOp"));
    }

    Transformer replacements(List<KustomizationFile.Item> replacements)
            throws RefusedSourceException, DamagedTreeException {
        ReplacementTransformer transformer = new ReplacementTransformer();
        for (KustomizationFile.Item replacement : replacements) {
            Optional<String> path = replacement.content().text("path");
            if (path.isEmpty()) {
                transformer.add(replacement.content(), replacement.place());
            } else {
                addAll(new Written(path.get(), replacement.place().in(List.of("path"))), transformer);
            }
        }
        return transformer;
    }

    /// A file holds one replacement, or a list of them.
    private void addAll(Written path, ReplacementTransformer transformer)
            throws RefusedSourceException, DamagedTreeException {
        String file = files.shown(path);
        for (YamlDocument document : files.documents(path, Dialect.KUBERNETES)) {
            Place place = new Place(file, document, List.of());
            boolean isList = document.content() instanceof Json.Arr;
            List<Json> items = document.content() instanceof Json.Arr list ? list.items() : List.of(document.content());
            for (int i = 0; i < items.size(); i++) {
                Place here = isList ? place.in(List.of(Integer.toString(i))) : place;
                if (!(items.get(i) instanceof Json.Obj replacement)) {
                    throw new RefusedSourceException(new InputError(
                            "PH-177", here.origin(), "A replacement must have \"source\" and \"targets\"."));
                }
                transformer.add(replacement, here);
            }
        }
    }

    /// @param entries the configuration of a `ReplacementTransformer`
    Transformer replacementPlugin(Entries entries) throws RefusedSourceException, DamagedTreeException {
        return replacements(entries.objects("replacements").stream()
                .map(KustomizationFile.Item::of)
                .toList());
    }

    private List<PatchDocument> documents(PatchEntry patch) throws RefusedSourceException, DamagedTreeException {
        if (patch.path().isPresent()) {
            return inFile(patch.path().get());
        }
        return patch.inline().isPresent() ? inline(patch.inline().get()) : List.of();
    }

    /// Operations are read as kubectl reads them, objects as Kustomize reads resources.
    private List<PatchDocument> inFile(Written path) throws RefusedSourceException, DamagedTreeException {
        String file = files.shown(path);
        List<PatchDocument> patches = new ArrayList<>();
        for (YamlDocument document : files.documents(path, Dialect.KUSTOMIZE)) {
            patches.add(new PatchDocument(document.content(), new Place(file, document, List.of())));
        }
        if (isOperations(patches)) {
            YamlDocument document = files.documents(path, Dialect.KUBERNETES).getFirst();
            return List.of(new PatchDocument(document.content(), new Place(file, document, List.of())));
        }
        return patches;
    }

    private static List<PatchDocument> inline(Written written) throws RefusedSourceException {
        List<PatchDocument> patches = inline(written, Dialect.KUSTOMIZE);
        return isOperations(patches) ? inline(written, Dialect.KUBERNETES) : patches;
    }

    private static List<PatchDocument> inline(Written written, Dialect dialect) throws RefusedSourceException {
        return InlineYaml.documents(written, dialect).stream()
                .map(document -> new PatchDocument(document.content(), written.place()))
                .toList();
    }

    private static boolean isOperations(List<PatchDocument> patches) {
        return patches.size() == 1 && patches.getFirst().content() instanceof Json.Arr;
    }
}
