package io.pilothouse.repository.kustomize.patch;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceId;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.kustomize.resource.Sharing;
import io.pilothouse.repository.kustomize.transform.Transformer;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Patches objects. A list of operations needs a target; an object that is laid over others has one, or is for the
/// object that has, or had, its own kind and name.
public final class PatchTransformer implements Transformer {
    private final List<PatchDocument> documents;
    private final Optional<JsonPatch> operations;
    private final Optional<Target> target;
    private final Options options;
    private final KindSchemas schemas;

    /// What a patch may change beside the content.
    public record Options(boolean allowsNameChange, boolean allowsKindChange) {
        public static final Options NONE = new Options(false, false);
    }

    private PatchTransformer(
            List<PatchDocument> documents,
            Optional<JsonPatch> operations,
            Optional<Target> target,
            Options options,
            KindSchemas schemas) {
        this.documents = List.copyOf(documents);
        this.operations = operations;
        this.target = target;
        this.options = options;
        this.schemas = schemas;
    }

    /// @param documents the patch: one list of operations, or objects
    /// @param place where the patch was asked for
    /// @throws RefusedSourceException if it is neither
    public static PatchTransformer of(
            List<PatchDocument> documents, Optional<Target> target, Options options, KindSchemas schemas, Place place)
            throws RefusedSourceException {
        if (documents.isEmpty()) {
            throw refused("PH-178", place, List.of(), "The patch is empty: fill it, or remove it.");
        }
        PatchDocument first = documents.getFirst();
        if (documents.size() == 1 && first.content() instanceof Json.Arr list) {
            if (target.isEmpty()) {
                throw refused(
                        "PH-178",
                        place,
                        List.of(),
                        "A patch that is a list of operations needs a \"target\", which says what it is for.");
            }
            try {
                return new PatchTransformer(documents, Optional.of(JsonPatch.read(list)), target, options, schemas);
            } catch (InapplicablePatchException e) {
                throw refused("PH-178", first.place(), e.at(), e.why());
            }
        }
        List<InputError> errors = new ArrayList<>();
        for (PatchDocument document : documents) {
            check(document).ifPresent(errors::add);
        }
        if (errors.isEmpty() && target.isPresent() && documents.size() > 1) {
            errors.add(new InputError(
                    "PH-178",
                    place.origin(),
                    "The patch has a \"target\" and several documents: keep one of them, or give each its own patch."));
        }
        if (!errors.isEmpty()) {
            throw new RefusedSourceException(errors);
        }
        return new PatchTransformer(documents, Optional.empty(), target, options, schemas);
    }

    private static Optional<InputError> check(PatchDocument document) {
        Place place = document.place();
        if (!(document.content() instanceof Json.Obj object)) {
            return Optional.of(new InputError(
                    "PH-178",
                    place.origin(),
                    "A patch must be one list of operations, or objects with apiVersion, kind and metadata.name."));
        }
        ResourceId id = ResourceId.of(object);
        return id.kind().isEmpty() || id.name().isEmpty()
                ? Optional.of(new InputError(
                        "PH-178",
                        place.origin(),
                        "The patch has no kind or no metadata.name: add them, even if a \"target\" says what it is"
                                + " for."))
                : Optional.empty();
    }

    @Override
    public void transform(ResourceSet resources) throws RefusedSourceException {
        for (PatchDocument document : documents) {
            List<Integer> positions = positions(document, resources);
            List<Resource> all = new ArrayList<>();
            for (int i = 0; i < resources.size(); i++) {
                Resource one = resources.get(i);
                if (positions.contains(i)) {
                    patched(one, document).ifPresent(all::add);
                } else {
                    all.add(one);
                }
            }
            resources.setAll(all, "has the name of another object once it is patched");
        }
    }

    private List<Integer> positions(PatchDocument document, ResourceSet resources) throws RefusedSourceException {
        if (target.isPresent()) {
            return IntStream.range(0, resources.size())
                    .filter(i -> target.get().matches(resources.get(i)))
                    .boxed()
                    .toList();
        }
        ResourceId wanted = ResourceId.of((Json.Obj) document.content());
        List<Integer> positions = resources.findAny(wanted::isSameAs);
        if (positions.size() != 1) {
            throw refused(
                    "PH-175",
                    document.place(),
                    List.of("metadata", "name"),
                    positions.isEmpty()
                            ? "The patch is for " + wanted + ", which is not there: correct its apiVersion, kind, name"
                                    + " or namespace, or add the object."
                            : "The patch is for " + wanted + ", and " + positions.size()
                                    + " objects are, or were, called that: give it a \"target\".");
        }
        return positions;
    }

    private Optional<Resource> patched(Resource resource, PatchDocument document) throws RefusedSourceException {
        try {
            return operations.isPresent()
                    ? Optional.of(resource.rememberingName()
                            .withContent(operated(resource.content()))
                            .withSharing(Sharing.NONE))
                    : merged(resource, (Json.Obj) document.content());
        } catch (InapplicablePatchException e) {
            throw refused(
                    "PH-178",
                    document.place(),
                    e.at(),
                    "The patch cannot be applied to " + resource.id() + " of "
                            + resource.place().origin() + ". " + e.why());
        }
    }

    /// The reference keeps notes in annotations, so that there always are some: operations may rely on it.
    private Json.Obj operated(Json.Obj content) throws InapplicablePatchException {
        Json.Obj metadata = content.object("metadata");
        if (metadata.get("annotations").isPresent()) {
            return operations.orElseThrow().apply(content);
        }
        Json.Obj changed =
                operations.orElseThrow().apply(content.with("metadata", metadata.with("annotations", Json.Obj.EMPTY)));
        return changed.at("metadata", "annotations")
                        .filter(Json.Obj.EMPTY::equals)
                        .isPresent()
                ? changed.with("metadata", changed.object("metadata").without("annotations"))
                : changed;
    }

    private Optional<Resource> merged(Resource resource, Json.Obj patch) throws InapplicablePatchException {
        ResourceId id = resource.id();
        Json.Obj typed = patch.with("apiVersion", new Json.Text(id.apiVersion()));
        Optional<Json.Obj> merged = StrategicMerge.apply(resource.content(), typed, schemas);
        if (merged.isEmpty()) {
            return Optional.empty();
        }
        Json.Obj content = merged.get();
        if (!options.allowsKindChange()) {
            content = content.with("kind", new Json.Text(id.kind()));
        }
        Json.Obj metadata = content.object("metadata");
        if (!options.allowsNameChange()) {
            metadata = metadata.with("name", new Json.Text(id.name()));
        }
        metadata = id.namespace().isEmpty()
                ? metadata.without("namespace")
                : metadata.with("namespace", new Json.Text(id.namespace()));
        Resource before = options.equals(Options.NONE) ? resource : resource.rememberingName();
        return Optional.of(before.withEdited(content.with("metadata", metadata)));
    }

    private static RefusedSourceException refused(String code, Place place, List<String> at, String why) {
        return new RefusedSourceException(new InputError(code, place.origin(at.toArray(String[]::new)), why));
    }
}
