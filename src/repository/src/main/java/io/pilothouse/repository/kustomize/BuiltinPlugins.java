package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.file.FieldSpecReader;
import io.pilothouse.repository.kustomize.generate.Generator;
import io.pilothouse.repository.kustomize.generate.GeneratorArguments;
import io.pilothouse.repository.kustomize.generate.GeneratorArguments.Kind;
import io.pilothouse.repository.kustomize.generate.GeneratorOptions;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.transform.AffixTransformer;
import io.pilothouse.repository.kustomize.transform.AffixTransformer.Side;
import io.pilothouse.repository.kustomize.transform.HashTransformer;
import io.pilothouse.repository.kustomize.transform.ImageTransformer;
import io.pilothouse.repository.kustomize.transform.NamespaceTransformer;
import io.pilothouse.repository.kustomize.transform.NamespaceTransformer.Subjects;
import io.pilothouse.repository.kustomize.transform.ReplicaTransformer;
import io.pilothouse.repository.kustomize.transform.TextMapTransformer;
import io.pilothouse.repository.kustomize.transform.TransformEntries;
import io.pilothouse.repository.kustomize.transform.TransformEntries.Replicas;
import io.pilothouse.repository.kustomize.transform.Transformer;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.tree.DamagedTreeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The plugins that are part of Kustomize, configured by objects of `apiVersion: builtin`. All others would execute
/// something, and are refused.
final class BuiltinPlugins {
    private static final List<String> KNOWN = List.of(
            "AnnotationsTransformer",
            "ConfigMapGenerator",
            "HashTransformer",
            "ImageTagTransformer",
            "LabelTransformer",
            "NamespaceTransformer",
            "PatchJson6902Transformer",
            "PatchStrategicMergeTransformer",
            "PatchTransformer",
            "PrefixSuffixTransformer",
            "PrefixTransformer",
            "ReplacementTransformer",
            "ReplicaCountTransformer",
            "SecretGenerator",
            "SuffixTransformer");

    private final Found found;
    private final Documents documents;

    BuiltinPlugins(Found found, Documents documents) {
        this.found = found;
        this.documents = documents;
    }

    Resource generate(Resource configuration) throws RefusedSourceException, DamagedTreeException {
        check(configuration);
        Optional<Kind> kind = switch (configuration.id().kind()) {
            case "ConfigMapGenerator" -> Optional.of(Kind.CONFIG_MAP);
            case "SecretGenerator" -> Optional.of(Kind.SECRET);
            default -> Optional.empty();
        };
        if (kind.isEmpty()) {
            throw unknown(configuration);
        }
        List<InputError> errors = new ArrayList<>();
        Json.Obj content = configuration.content();
        SequencedMap<String, Json> fields = new LinkedHashMap<>(content.fields());
        for (String header : List.of("apiVersion", "kind", "metadata")) {
            fields.remove(header);
        }
        for (String field : List.of("name", "namespace")) {
            content.text("metadata", field).ifPresent(text -> fields.putIfAbsent(field, new Json.Text(text)));
        }
        Entries entries = new Entries(new Json.Obj(fields), configuration.place(), errors);
        GeneratorArguments arguments = GeneratorArguments.read(kind.get(), entries, GeneratorOptions.NONE);
        throwIfAny(errors);
        return Generator.generate(arguments, new FoundFiles(found, documents)::bytes);
    }

    Transformer transformer(Resource configuration, Patching patching)
            throws RefusedSourceException, DamagedTreeException {
        check(configuration);
        List<InputError> errors = new ArrayList<>();
        Entries entries = new Entries(configuration.content(), configuration.place(), errors);
        for (String header : List.of("apiVersion", "kind", "metadata")) {
            entries.value(header);
        }
        Optional<Transformer> transformer = transformer(configuration, entries, patching);
        entries.finish();
        throwIfAny(errors);
        return transformer.orElseThrow(() -> unknown(configuration));
    }

    private static Optional<Transformer> transformer(Resource configuration, Entries entries, Patching patching)
            throws RefusedSourceException, DamagedTreeException {
        Place place = configuration.place();
        return switch (configuration.id().kind()) {
            case "AnnotationsTransformer" ->
                Optional.of(new TextMapTransformer(entries.textMap("annotations"), fields(entries)));
            case "LabelTransformer" -> Optional.of(new TextMapTransformer(entries.textMap("labels"), fields(entries)));
            case "PrefixTransformer" ->
                Optional.of(new AffixTransformer(entries.text("prefix"), Side.BEFORE, fields(entries)));
            case "PrefixSuffixTransformer" -> {
                FieldSpecs fields = fields(entries);
                Transformer prefix = new AffixTransformer(entries.text("prefix"), Side.BEFORE, fields);
                Transformer suffix = new AffixTransformer(entries.text("suffix"), Side.AFTER, fields);
                yield Optional.of(resources -> {
                    prefix.transform(resources);
                    suffix.transform(resources);
                });
            }
            case "SuffixTransformer" ->
                Optional.of(new AffixTransformer(entries.text("suffix"), Side.AFTER, fields(entries)));
            case "NamespaceTransformer" -> Optional.of(namespace(configuration, entries));
            case "ImageTagTransformer" -> {
                ImageTransformer.Change change = entries.object("imageTag")
                        .map(TransformEntries::image)
                        .orElse(new ImageTransformer.Change("", "", "", "", "", place));
                yield Optional.of(ImageTransformer.of(change, fields(entries)));
            }
            case "ReplicaCountTransformer" -> {
                Replicas replicas = entries.object("replica")
                        .map(TransformEntries::replicas)
                        .orElse(new Replicas("", Json.Num.of(0), place));
                yield Optional.of(
                        new ReplicaTransformer(replicas.name(), replicas.count(), fields(entries), replicas.place()));
            }
            case "HashTransformer" -> Optional.of(new HashTransformer());
            case "PatchTransformer" -> Optional.of(patching.plugin(entries));
            case "PatchStrategicMergeTransformer" -> Optional.of(patching.strategicMergePlugin(entries));
            case "PatchJson6902Transformer" -> Optional.of(patching.json6902Plugin(entries));
            case "ReplacementTransformer" -> Optional.of(patching.replacementPlugin(entries));
            default -> Optional.empty();
        };
    }

    private static Transformer namespace(Resource configuration, Entries entries) {
        Subjects subjects = switch (entries.text("setRoleBindingSubjects")) {
            case "", "defaultOnly" -> Subjects.DEFAULT_ONLY;
            case "allServiceAccounts" -> Subjects.ALL_SERVICE_ACCOUNTS;
            case "none" -> Subjects.NONE;
            default -> {
                entries.malformed("setRoleBindingSubjects", "must be defaultOnly, allServiceAccounts or none");
                yield Subjects.NONE;
            }
        };
        boolean fillsOnly = entries.flag("unsetOnly");
        FieldSpecs fields = fields(entries);
        String namespace = configuration.id().namespace();
        return namespace.isEmpty() ? resources -> {} : new NamespaceTransformer(namespace, fields, subjects, fillsOnly);
    }

    private static FieldSpecs fields(Entries entries) {
        return new FieldSpecs(entries.objects("fieldSpecs").stream()
                .map(FieldSpecReader::read)
                .toList());
    }

    /// A validator looks and does not touch.
    static void checkUnchanged(List<Resource> before, List<Resource> after, Resource configuration)
            throws RefusedSourceException {
        boolean isSame = before.size() == after.size();
        for (int i = 0; isSame && i < before.size(); i++) {
            isSame = before.get(i).content().equals(after.get(i).content());
        }
        if (!isSame) {
            throw new RefusedSourceException(new InputError(
                    "PH-171",
                    configuration.place().origin(),
                    "A validator must not change anything, but " + configuration.id()
                            + " does: name it in \"transformers\"."));
        }
    }

    private static void check(Resource configuration) throws RefusedSourceException {
        if (!configuration.id().apiVersion().equals("builtin")) {
            throw new RefusedSourceException(new InputError(
                    "PH-170",
                    configuration.place().origin("apiVersion"),
                    "Plugins that are not built in are not supported, because they would execute something: render"
                            + " with them in CI and commit the result."));
        }
    }

    private static RefusedSourceException unknown(Resource configuration) {
        String kind = configuration.id().kind();
        return new RefusedSourceException(new InputError(
                "PH-170",
                configuration.place().origin("kind"),
                "This kind of builtin plugin is not supported here." + NearestName.hint(kind, KNOWN)));
    }

    private static void throwIfAny(List<InputError> errors) throws RefusedSourceException {
        if (!errors.isEmpty()) {
            throw new RefusedSourceException(errors);
        }
    }
}
