package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.Found.Part;
import io.pilothouse.repository.kustomize.field.DefaultFieldRules;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.generate.Absorption;
import io.pilothouse.repository.kustomize.generate.Generator;
import io.pilothouse.repository.kustomize.generate.GeneratorArguments;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.transform.FinishingTouches;
import io.pilothouse.repository.kustomize.transform.HashTransformer;
import io.pilothouse.repository.kustomize.transform.NameReferenceTransformer;
import io.pilothouse.repository.kustomize.transform.OutputOrder;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.tree.DamagedTreeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Builds a kustomization from what was found: the second step. Each kustomization takes its resources, generates,
/// includes its components and then transforms all of it; at the very end names get their hashes, and whoever refers
/// to something by an earlier name gets its last one.
final class Build {
    private final Documents documents;
    private final Schemas schemas;
    private final Set<String> metadata;
    private final Effort effort = new Effort();

    private Build(Documents documents, Schemas schemas, Set<String> metadata) {
        this.documents = documents;
        this.schemas = schemas;
        this.metadata = metadata;
    }

    static List<SourceObject> of(Documents documents, Found top) throws RefusedSourceException, DamagedTreeException {
        Set<String> metadata = top.file().buildMetadata();
        Build build = new Build(documents, Schemas.of(documents, top), metadata);
        Accumulated all = build.accumulate(top, Whereabouts.HERE, new Accumulated());
        new HashTransformer().transform(all.resources());
        new NameReferenceTransformer(all.rules().references()).transform(all.resources());
        Vars.resolve(all);
        OutputOrder order = top.file().order().orElse(OutputOrder.DEFAULT);
        List<Resource> kept =
                all.resources().all().stream().filter(one -> !isLocal(one)).toList();
        List<SourceObject> objects = new ArrayList<>();
        for (Resource resource : order.sorted(kept)) {
            objects.add(new SourceObject(FinishingTouches.of(resource, metadata), resource.place()));
        }
        return objects;
    }

    /// Objects that are only there to configure tools.
    private static boolean isLocal(Resource resource) {
        Json.Obj annotations = resource.content().object("metadata", "annotations");
        return annotations.get("config.kubernetes.io/local-config").isPresent()
                && !annotations
                        .text("config.kubernetes.io/local-config")
                        .orElse("")
                        .equals("false");
    }

    /// @param into what there is already: nothing, or for a component, all that its parent has
    private Accumulated accumulate(Found found, Whereabouts where, Accumulated into)
            throws RefusedSourceException, DamagedTreeException {
        KustomizationFile file = found.file();
        for (Part part : found.resources()) {
            add(part, found, where, into);
        }
        Configurations configurations = new Configurations(documents, found);
        into.add(DefaultFieldRules.RULES, file.place());
        into.add(configurations.rules(), file.place());
        into.add(configurations.ofCrds(), file.place());
        generate(found, where, into);
        for (Part part : found.components()) {
            add(part, found, where, into);
        }
        Transformation transformation = new Transformation(documents, schemas, found, where, isTracked(), effort);
        transformation.builtin(into);
        plugins(found.transformers(), found, where, transformation, into);
        validate(found, where, transformation, into);
        into.vars().addAll(file.vars());
        return into;
    }

    private void add(Part part, Found parent, Whereabouts where, Accumulated into)
            throws RefusedSourceException, DamagedTreeException {
        switch (part) {
            case Part.File(Written written, var entry) -> {
                for (Resource resource : Manifests.in(parent.tree(), entry, documents)) {
                    into.append(tracked(resource, where.in(written.text()).origin()));
                }
            }
            case Part.Kustomization(Written written, Found found) -> {
                Whereabouts there = where.in(written.text());
                if (found.file().isComponent()) {
                    accumulate(found, there, into);
                } else {
                    into.addAll(accumulate(found, there, new Accumulated()), written.place());
                }
            }
            case Part.Inline(Written written) -> {
                for (Resource resource : Manifests.in(written)) {
                    into.append(tracked(resource, where.in(parent.name()).origin()));
                }
            }
        }
    }

    private boolean isTracked() {
        return !metadata.isEmpty();
    }

    private Resource tracked(Resource resource, Json.Obj origin) {
        return isTracked() ? resource.withTrail(resource.trail().withOrigin(origin)) : resource;
    }

    private void generate(Found found, Whereabouts where, Accumulated into)
            throws RefusedSourceException, DamagedTreeException {
        for (GeneratorArguments arguments : found.file().generators()) {
            Json.Obj origin = where.builtin(found.name(), arguments.kind().text() + "Generator");
            Resource generated = Generator.generate(arguments, new FoundFiles(found, documents)::bytes);
            Absorption.absorb(into.resources(), tracked(generated, origin));
        }
        Json.Obj origin = where.builtin(found.name(), "HelmChartInflationGenerator");
        for (Ingredients chart : found.charts()) {
            for (SourceObject object : chart.render()) {
                Absorption.absorb(into.resources(), tracked(Resource.of(object.content(), object.place()), origin));
            }
        }
        for (Resource configuration : configurations(found.generators(), found, where)) {
            Resource generated = new BuiltinPlugins(found, documents).generate(configuration);
            Absorption.absorb(into.resources(), tracked(generated, configured(where, configuration)));
        }
    }

    private void plugins(
            List<Part> parts, Found found, Whereabouts where, Transformation transformation, Accumulated into)
            throws RefusedSourceException, DamagedTreeException {
        for (Resource configuration : configurations(parts, found, where)) {
            transformation.plugin(configuration, configured(where, configuration), into);
        }
    }

    private void validate(Found found, Whereabouts where, Transformation transformation, Accumulated into)
            throws RefusedSourceException, DamagedTreeException {
        for (Resource configuration : configurations(found.validators(), found, where)) {
            List<Resource> before = into.resources().all();
            transformation.plugin(configuration, configured(where, configuration), into);
            BuiltinPlugins.checkUnchanged(before, into.resources().all(), configuration);
        }
    }

    /// What is written in place comes before what is in files.
    private List<Resource> configurations(List<Part> parts, Found found, Whereabouts where)
            throws RefusedSourceException, DamagedTreeException {
        Accumulated all = new Accumulated();
        for (Part part : parts) {
            if (part instanceof Part.Inline) {
                add(part, found, where, all);
            }
        }
        for (Part part : parts) {
            if (!(part instanceof Part.Inline)) {
                add(part, found, where, all);
            }
        }
        return all.resources().all();
    }

    private static Json.Obj configured(Whereabouts where, Resource configuration) {
        String in = configuration
                .trail()
                .origin()
                .flatMap(origin -> origin.text("path"))
                .orElse("");
        return where.configured(in, configuration.id());
    }
}
