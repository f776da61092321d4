package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.file.PatchEntry;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.patch.BuiltInSchemas;
import io.pilothouse.repository.kustomize.patch.KindSchemas;
import io.pilothouse.repository.kustomize.patch.OpenApiSchemas;
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
import io.pilothouse.repository.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes transformers of patches and replacements.
final class Patching {
    private final KindSchemas schemas;
    private final FoundFiles files;

    Patching(Documents documents, Schemas schemas, Found found) {
        this.schemas = schemas.custom().<KindSchemas>map(OpenApiSchemas::new).orElse(BuiltInSchemas.INSTANCE);
        this.files = new FoundFiles(found, documents);
    }

    /// @param patches each the name of a file, or a patch
    Transformer strategicMerge(List<Written> patches) throws RefusedSourceException, DamagedTreeException {
        List<Transformer> transformers = new ArrayList<>();
        for (Written patch : patches) {
            List<PatchDocument> documents = Finder.isInline(patch.text()) ? inline(patch) : inFile(patch);
            if (documents.stream().anyMatch(one -> one.content() instanceof Json.Arr)) {
                throw new RefusedSourceException(new InputError(
                        "PH-178",
                        patch.place().origin(),
                        "A list of operations cannot be merged: move it to \"patches\", with a \"target\"."));
            }
            transformers.add(PatchTransformer.of(documents, Optional.empty(), Options.NONE, schemas, patch.place()));
        }
        return resources -> {
            for (Transformer transformer : transformers) {
                transformer.transform(resources);
            }
        };
    }

    Transformer patch(PatchEntry patch) throws RefusedSourceException, DamagedTreeException {
        Place place = patch.place();
        Optional<Target> target = patch.target().isEmpty()
                ? Optional.empty()
                : Optional.of(Target.read(patch.target().get(), place.in(List.of("target"))));
        List<PatchDocument> documents = patch.path().isPresent()
                ? inFile(patch.path().get())
                : inline(patch.inline().orElseThrow());
        return PatchTransformer.of(
                documents, target, new Options(patch.allowsNameChange(), patch.allowsKindChange()), schemas, place);
    }

    Transformer json6902(PatchEntry patch) throws RefusedSourceException, DamagedTreeException {
        return patch(patch);
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
        for (PatchDocument document : inFile(path)) {
            List<Json> items = document.content() instanceof Json.Arr list ? list.items() : List.of(document.content());
            for (int i = 0; i < items.size(); i++) {
                Place place = document.content() instanceof Json.Arr
                        ? document.place().in(List.of(Integer.toString(i)))
                        : document.place();
                if (!(items.get(i) instanceof Json.Obj replacement)) {
                    throw new RefusedSourceException(new InputError(
                            "PH-177", place.origin(), "A replacement must have \"source\" and \"targets\"."));
                }
                transformer.add(replacement, place);
            }
        }
    }

    Transformer plugin(Entries entries) throws RefusedSourceException, DamagedTreeException {
        PatchEntry patch = PatchEntry.read(entries);
        // what is wrong is among the entries' errors
        return patch.path().isEmpty() == patch.inline().isEmpty() ? resources -> {} : patch(patch);
    }

    Transformer strategicMergePlugin(Entries entries) throws RefusedSourceException, DamagedTreeException {
        List<Written> patches = new ArrayList<>(entries.texts("paths"));
        String inline = entries.text("patches");
        if (!inline.isEmpty()) {
            patches.add(new Written(inline.contains("\n") ? inline : inline + "\n", entries.place()));
        }
        return strategicMerge(patches);
    }

    Transformer json6902Plugin(Entries entries) throws RefusedSourceException, DamagedTreeException {
        Optional<Written> path = Optional.of(entries.text("path"))
                .filter(text -> !text.isEmpty())
                .map(text -> new Written(text, entries.place()));
        Optional<Written> inline = Optional.of(entries.text("jsonOp"))
                .filter(text -> !text.isEmpty())
                .map(text -> new Written(text, entries.place()));
        if (path.isEmpty() == inline.isEmpty()) {
            entries.malformed("path", "or \"jsonOp\" must be given, and not both");
            return resources -> {};
        }
        Optional<Json.Obj> target = entries.object("target").map(Entries::object);
        return patch(new PatchEntry(path, inline, target, false, false, entries.place()));
    }

    Transformer replacementPlugin(Entries entries) throws RefusedSourceException, DamagedTreeException {
        return replacements(entries.objects("replacements").stream()
                .map(KustomizationFile.Item::of)
                .toList());
    }

    private List<PatchDocument> inFile(Written path) throws RefusedSourceException, DamagedTreeException {
        List<PatchDocument> documents = new ArrayList<>();
        for (YamlDocument document : files.documents(path)) {
            documents.add(new PatchDocument(document.content(), new Place(files.shown(path), document, List.of())));
        }
        return documents;
    }

    private static List<PatchDocument> inline(Written patch) throws RefusedSourceException {
        return InlineYaml.documents(patch).stream()
                .map(document -> new PatchDocument(document.content(), patch.place()))
                .toList();
    }
}
