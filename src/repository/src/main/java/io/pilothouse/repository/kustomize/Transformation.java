package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.field.FieldRules;
import io.pilothouse.repository.kustomize.field.FieldRules.Section;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.field.TypeSelector;
import io.pilothouse.repository.kustomize.file.LabelEntry;
import io.pilothouse.repository.kustomize.file.PatchEntry;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.kustomize.transform.AffixTransformer;
import io.pilothouse.repository.kustomize.transform.AffixTransformer.Side;
import io.pilothouse.repository.kustomize.transform.ImageTransformer;
import io.pilothouse.repository.kustomize.transform.NamespaceTransformer;
import io.pilothouse.repository.kustomize.transform.NamespaceTransformer.Subjects;
import io.pilothouse.repository.kustomize.transform.ReplicaTransformer;
import io.pilothouse.repository.kustomize.transform.TextMapTransformer;
import io.pilothouse.repository.kustomize.transform.TransformEntries.Replicas;
import io.pilothouse.repository.kustomize.transform.Transformer;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.tree.DamagedTreeException;
import java.util.List;
import java.util.Set;

/// Does to objects what one kustomization asks for, in the order of the reference, whatever the order of the fields:
/// patches, namespace, prefix, suffix, labels, annotations, the older JSON patches, replicas, images, replacements;
/// then the plugins.
final class Transformation {
    private static final FieldSpec LABELS = FieldSpec.of(TypeSelector.ANY, "metadata/labels", true);

    /// Made anew at every step where steps are noted in them.
    private static final List<String> ANNOTATIONS = List.of("metadata", "annotations");

    private final Found found;
    private final Whereabouts where;
    private final boolean isTracked;
    private final Effort effort;
    private final Patching patching;
    private final BuiltinPlugins plugins;

    Transformation(
            Documents documents, Schemas schemas, Found found, Whereabouts where, boolean isTracked, Effort effort) {
        this.found = found;
        this.where = where;
        this.isTracked = isTracked;
        this.effort = effort;
        this.patching = new Patching(documents, schemas, found);
        this.plugins = new BuiltinPlugins(found, documents);
    }

    /// What the fields of the kustomization ask for.
    void builtin(Accumulated all) throws RefusedSourceException, DamagedTreeException {
        KustomizationFile file = found.file();
        FieldRules rules = all.rules();
        if (!file.patchesStrategicMerge().isEmpty()) {
            run("PatchStrategicMergeTransformer", patching.strategicMerge(file.patchesStrategicMerge()), all);
        }
        for (PatchEntry patch : file.patches()) {
            run("PatchTransformer", patching.patch(patch), all);
        }
        rename(file.affixes(), rules, all);
        mark(file, rules, all);
        for (PatchEntry patch : file.patchesJson6902()) {
            run("PatchJson6902Transformer", patching.json6902(patch), all);
        }
        for (Replicas replicas : file.replicas()) {
            run(
                    "ReplicaCountTransformer",
                    new ReplicaTransformer(
                            replicas.name(), replicas.count(), rules.of(Section.REPLICAS), replicas.place()),
                    all);
        }
        for (ImageTransformer.Change image : file.images()) {
            run("ImageTagTransformer", ImageTransformer.of(image, rules.of(Section.IMAGES)), all);
        }
        if (!file.replacements().isEmpty()) {
            run("ReplacementTransformer", patching.replacements(file.replacements()), all);
        }
    }

    /// What the configuration of a plugin asks for.
    ///
    /// @param origin of the plugin, as annotations say it
    void plugin(Resource configuration, Json.Obj origin, Accumulated all)
            throws RefusedSourceException, DamagedTreeException {
        run(plugins.transformer(configuration, patching), origin, all.resources());
    }

    private void rename(KustomizationFile.Affixes affixes, FieldRules rules, Accumulated all)
            throws RefusedSourceException {
        if (!affixes.namespace().isEmpty()) {
            Transformer namespace = new NamespaceTransformer(
                    affixes.namespace(), rules.of(Section.NAMESPACE), Subjects.DEFAULT_ONLY, false);
            run("NamespaceTransformer", namespace, all);
        }
        if (!affixes.prefix().isEmpty()) {
            Transformer prefix = new AffixTransformer(affixes.prefix(), Side.BEFORE, rules.of(Section.NAME_PREFIX));
            run("PrefixTransformer", prefix, all);
        }
        if (!affixes.suffix().isEmpty()) {
            Transformer suffix = new AffixTransformer(affixes.suffix(), Side.AFTER, rules.of(Section.NAME_SUFFIX));
            run("SuffixTransformer", suffix, all);
        }
    }

    private void mark(KustomizationFile file, FieldRules rules, Accumulated all) throws RefusedSourceException {
        for (LabelEntry label : file.labels()) {
            run("LabelTransformer", new TextMapTransformer(label.pairs(), fields(label, rules)), all);
        }
        if (!file.labels().isEmpty() || !file.commonLabels().isEmpty()) {
            Transformer common = new TextMapTransformer(file.commonLabels(), rules.of(Section.COMMON_LABELS));
            run("LabelTransformer", common, all);
        }
        if (!file.commonAnnotations().isEmpty()) {
            Transformer common = new TextMapTransformer(file.commonAnnotations(), rules.of(Section.COMMON_ANNOTATIONS));
            run("AnnotationsTransformer", common, all);
        }
    }

    private static FieldSpecs fields(LabelEntry label, FieldRules rules) throws RefusedSourceException {
        FieldSpecs fields = new FieldSpecs(label.fields());
        if (label.includesSelectors()) {
            return merged(fields, rules.of(Section.COMMON_LABELS).all(), label);
        }
        if (label.includesTemplates()) {
            fields = merged(fields, rules.of(Section.TEMPLATE_LABELS).all(), label);
        }
        return merged(fields, List.of(LABELS), label);
    }

    private static FieldSpecs merged(FieldSpecs fields, List<FieldSpec> more, LabelEntry label)
            throws RefusedSourceException {
        FieldSpecs.Merged merged = fields.merge(more);
        if (merged.conflict().isPresent()) {
            throw new RefusedSourceException(new InputError(
                    "PH-174",
                    label.place().origin("fields"),
                    "The field " + merged.conflict().get().path() + " is created by default, or not, and here it is the"
                            + " other way round: correct \"create\"."));
        }
        return merged.specs();
    }

    private void run(String kind, Transformer transformer, Accumulated all) throws RefusedSourceException {
        run(transformer, where.builtin(found.name(), kind), all.resources());
    }

    private void run(Transformer transformer, Json.Obj origin, ResourceSet resources) throws RefusedSourceException {
        effort.spend(resources, found.file().place());
        Set<Effort.Identity> before = Effort.contents(resources);
        transformer.transform(resources);
        effort.measure(before, resources, found.file().place());
        if (isTracked) {
            for (int i = 0; i < resources.size(); i++) {
                Resource one = resources.get(i);
                resources.set(
                        i,
                        one.withSharing(one.sharing().without(ANNOTATIONS))
                                .withTrail(
                                        one.trail().origin().isEmpty()
                                                ? one.trail().withOrigin(origin)
                                                : one.trail().with(origin)));
            }
        }
    }
}
