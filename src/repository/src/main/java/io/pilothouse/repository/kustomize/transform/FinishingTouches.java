package io.pilothouse.repository.kustomize.transform;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.resource.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What is done to objects when everything else is: the annotations that a kustomization asks for by `buildMetadata`,
/// and no others of Kustomize's own.
public final class FinishingTouches {
    private static final String ORIGIN = "config.kubernetes.io/origin";
    private static final String TRANSFORMATIONS = "alpha.config.kubernetes.io/transformations";
    /// The version that this equals. What kubectl writes here, `kustomize-(devel)`, no API server takes for a
    /// label.
    private static final String MANAGED_BY = "kustomize-v5.5.0";

    private static final Set<String> INTERNAL = Set.of(
            "internal.config.kubernetes.io/previousKinds",
            "internal.config.kubernetes.io/previousNames",
            "internal.config.kubernetes.io/previousNamespaces",
            "internal.config.kubernetes.io/prefixes",
            "internal.config.kubernetes.io/suffixes",
            "internal.config.kubernetes.io/allowNameChange",
            "internal.config.kubernetes.io/allowKindChange",
            "internal.config.kubernetes.io/refBy",
            "internal.config.kubernetes.io/generatorBehavior",
            "internal.config.kubernetes.io/needsHashSuffix",
            "internal.config.kubernetes.io/path",
            "internal.config.kubernetes.io/index",
            "internal.config.kubernetes.io/seqindent",
            "internal.config.kubernetes.io/id",
            "internal.config.kubernetes.io/annotations-migration-resource-id",
            "config.kubernetes.io/path",
            "config.kubernetes.io/index",
            "config.k8s.io/id");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z./][A-Za-z0-9._/-]*");
    private static final Set<String> WORDS =
            Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null", ".", "..");

    private FinishingTouches() {}

    /// @param metadata what was asked for by `buildMetadata`
    public static Json.Obj of(Resource resource, Set<String> metadata) {
        Json.Obj object = resource.content();
        Json.Obj annotations = object.object("metadata", "annotations");
        Json.Obj changed = annotations;
        for (String name : annotations.fields().keySet()) {
            if (INTERNAL.contains(name) || name.equals(ORIGIN) || name.equals(TRANSFORMATIONS)) {
                changed = changed.without(name);
            }
        }
        if (metadata.contains("originAnnotations") && resource.trail().origin().isPresent()) {
            changed = changed.with(
                    ORIGIN, new Json.Text(yaml(resource.trail().origin().get(), "", "")));
        }
        List<Json.Obj> transformations = resource.trail().transformations();
        if (metadata.contains("transformerAnnotations") && !transformations.isEmpty()) {
            StringBuilder text = new StringBuilder();
            transformations.forEach(one -> text.append(yaml(one, "- ", "  ")));
            changed = changed.with(TRANSFORMATIONS, new Json.Text(text.toString()));
        }
        if (!changed.equals(annotations) || hasEmptyAnnotations(object)) {
            object = object.with("metadata", annotated(object.object("metadata"), changed));
        }
        return metadata.contains("managedByLabel") ? labelled(object) : object;
    }

    /// The reference leaves none of them, whoever wrote them.
    private static boolean hasEmptyAnnotations(Json.Obj object) {
        return object.at("metadata", "annotations")
                .filter(one -> one instanceof Json.Null || one.equals(Json.Obj.EMPTY))
                .isPresent();
    }

    private static Json.Obj annotated(Json.Obj metadata, Json.Obj annotations) {
        return annotations.fields().isEmpty()
                ? metadata.without("annotations")
                : metadata.with("annotations", annotations);
    }

    private static Json.Obj labelled(Json.Obj object) {
        Json.Obj metadata = object.object("metadata");
        Json.Obj labels = metadata.object("labels").with("app.kubernetes.io/managed-by", new Json.Text(MANAGED_BY));
        return object.with("metadata", metadata.with("labels", labels));
    }

    private static String yaml(Json.Obj object, String first, String indent) {
        StringBuilder text = new StringBuilder();
        String before = first;
        for (Map.Entry<String, Json> field : object.fields().entrySet()) {
            text.append(before).append(field.getKey()).append(':');
            switch (field.getValue()) {
                case Json.Obj below -> text.append('\n').append(yaml(below, indent + "  ", indent + "  "));
                case Json.Text value ->
                    text.append(' ').append(scalar(value.value())).append('\n');
                case Json.Arr ignored -> text.append('\n');
                case Json.Num ignored -> text.append('\n');
                case Json.Bool ignored -> text.append('\n');
                case Json.Null ignored -> text.append('\n');
            }
            before = indent;
        }
        return text.toString();
    }

    private static String scalar(String value) {
        boolean isPlain = PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT));
        return isPlain || value.startsWith("https://") ? value : "'" + value.replace("'", "''") + "'";
    }
}
