package io.pilothouse.repository.render;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.repository.source.Place;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks labels and annotations. Ours say who owns an object and how to treat it, so nobody else may write those
/// labels, and
/// an annotation that we do not know, or do not obey yet, is refused: it was meant to hold something back.
final class AnnotationCheck {
    private static final String OURS = "pilothouse.io/";
    private static final String APPLY_SET = "applyset.kubernetes.io/";
    private static final int LARGEST = 256 << 10;
    private static final Pattern WAVE = Pattern.compile("-?[0-9]{1,4}");
    private static final Set<String> KNOWN = Set.of(
            OURS + "sync-wave",
            OURS + "hook",
            OURS + "hook-delete",
            OURS + "prune",
            OURS + "drift",
            OURS + "apply",
            OURS + "substitute");
    private static final List<String> NOT_YET = List.of(
            OURS + "hook",
            OURS + "hook-delete",
            OURS + "drift",
            OURS + "apply",
            "argocd.argoproj.io/hook",
            "argocd.argoproj.io/hook-delete-policy",
            "helm.sh/hook",
            "kustomize.toolkit.fluxcd.io/ssa",
            "kustomize.toolkit.fluxcd.io/force",
            "kustomize.toolkit.fluxcd.io/reconcile");

    private static final List<List<String>> TEMPLATES =
            List.of(List.of("spec", "template"), List.of("spec", "jobTemplate", "spec", "template"));

    private final Findings findings;

    AnnotationCheck(Findings findings) {
        this.findings = findings;
    }

    void check(Json.Obj metadata, Place place) {
        texts(metadata, "labels", place);
        texts(metadata, "annotations", place);
        reserved(metadata, place);
        long size = 0;
        for (var entry : metadata.object("annotations").fields().entrySet()) {
            String name = entry.getKey();
            String value = entry.getValue() instanceof Json.Text text ? text.value() : "";
            size += name.length() + value.length();
            if (NOT_YET.contains(name)) {
                findings.add(
                        "PH-123",
                        place.origin("metadata", "annotations", name),
                        "The annotation " + name + " is not supported by this version of Pilothouse: "
                                + (name.equals("helm.sh/hook")
                                        ? "leave the chart's hooks out with spec.source.helm.hooks: skip."
                                        : "remove it."));
            } else if (name.startsWith(OURS)) {
                ours(name, value, place);
            } else if (name.startsWith(APPLY_SET)) {
                findings.add(
                        "PH-157",
                        place.origin("metadata", "annotations", name),
                        "Annotations that begin with " + APPLY_SET + " are written by Pilothouse alone: remove it.");
            }
        }
        if (size > LARGEST) {
            findings.add(
                    "PH-155",
                    place.origin("metadata", "annotations"),
                    "The annotations are larger than 256 KiB, which Kubernetes does not take: shorten them.");
        }
    }

    /// Pods carry the labels of their template: with an owner's label they would pass for objects of the
    /// application.
    void checkTemplates(Json.Obj object, Place place) {
        for (List<String> path : TEMPLATES) {
            reserved(object.object(path.toArray(String[]::new)).object("metadata"), place.in(path));
        }
    }

    private void reserved(Json.Obj metadata, Place place) {
        for (String label : metadata.object("labels").fields().keySet()) {
            if (label.startsWith(OURS) || label.startsWith(APPLY_SET)) {
                findings.add(
                        "PH-157",
                        place.origin("metadata", "labels", label),
                        "Labels that begin with " + OURS + " or " + APPLY_SET
                                + " say who owns an object and are written by Pilothouse alone: remove the label.");
            }
        }
    }

    private void ours(String name, String value, Place place) {
        String why = switch (name.substring(OURS.length())) {
            case "sync-wave" -> WAVE.matcher(value).matches() ? "" : "must be a whole number in quotes, such as \"5\"";
            case "prune" -> oneOf(value, "disabled", "approved");
            case "substitute" -> oneOf(value, "disabled");
            default -> "is not known." + NearestName.hint(name, KNOWN);
        };
        if (!why.isEmpty()) {
            findings.add(
                    "PH-158",
                    place.origin("metadata", "annotations", name),
                    "The annotation \"" + PathNames.printable(name) + "\" " + why
                            + (why.endsWith("?") || why.endsWith(".") ? "" : "."));
        }
    }

    private static String oneOf(String value, String... options) {
        return List.of(options).contains(value) ? "" : "must be " + String.join(" or ", options);
    }

    private void texts(Json.Obj metadata, String field, Place place) {
        Json value = metadata.get(field).orElse(Json.Null.NULL);
        if (value instanceof Json.Null) {
            return;
        }
        if (!(value instanceof Json.Obj map)) {
            findings.add("PH-150", place.origin("metadata", field), "metadata." + field + " must be a map of texts.");
            return;
        }
        for (var entry : map.fields().entrySet()) {
            if (!(entry.getValue() instanceof Json.Text)) {
                findings.add(
                        "PH-150",
                        place.origin("metadata", field, entry.getKey()),
                        "This value of metadata." + field + " is not text to Kubernetes: put it in quotes.");
            }
        }
    }
}
