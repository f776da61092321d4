package io.pilothouse.repository.render;

import io.pilothouse.core.annotation.HookPhase;
import io.pilothouse.core.annotation.WishProblem;
import io.pilothouse.core.annotation.Wishes;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.repository.source.Place;
import java.util.List;
import java.util.Set;

/// Checks labels and annotations. Ours say who owns an object and how to treat it, so nobody else may write those
/// labels, and an annotation that we do not know or do not understand is refused: it was meant to hold something back.
final class AnnotationCheck {
    private static final String OURS = "pilothouse.io/";
    private static final String APPLY_SET = "applyset.kubernetes.io/";
    private static final int LARGEST = 256 << 10;
    private static final Set<String> KNOWN = Set.of(
            OURS + "sync-wave",
            OURS + "hook",
            OURS + "hook-delete",
            OURS + "prune",
            OURS + "drift",
            OURS + "apply",
            OURS + "substitute");

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
            if (name.startsWith(OURS)) {
                ours(name, value, place);
            } else if (name.startsWith(APPLY_SET)) {
                findings.add(
                        "PH-157",
                        place.origin("metadata", "annotations", name),
                        "Annotations that begin with " + APPLY_SET + " are written by Pilothouse alone: remove it.");
            }
        }
        wishes(metadata.object("annotations"), place);
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

    /// What an annotation asks for is judged by [Wishes]; here, that it is one of ours at all.
    private void ours(String name, String value, Place place) {
        boolean isGood = KNOWN.contains(name) && (!name.equals(OURS + "substitute") || value.equals("disabled"));
        if (!isGood) {
            findings.add(
                    "PH-158",
                    place.origin("metadata", "annotations", name),
                    "The annotation \"" + PathNames.printable(name) + "\" "
                            + (KNOWN.contains(name)
                                    ? "must be disabled."
                                    : "is not known." + NearestName.hint(name, KNOWN)));
        }
    }

    private void wishes(Json.Obj annotations, Place place) {
        for (WishProblem problem : Wishes.problems(annotations)) {
            String end = problem.message().endsWith("?") || problem.message().endsWith(".") ? "" : ".";
            findings.add(
                    "PH-158",
                    place.origin("metadata", "annotations", problem.annotation()),
                    "The annotation \"" + problem.annotation() + "\" " + problem.message() + end);
        }
    }

    /// A hook for the end of an application has to be remembered in the cluster, where a secret would be readable.
    void checkFarewell(Json.Obj object, Place place) {
        Wishes wishes = Wishes.of(object.object("metadata", "annotations"));
        boolean isAtTheEnd =
                wishes.hooks().contains(HookPhase.PRE_DELETE) || wishes.hooks().contains(HookPhase.POST_DELETE);
        if (isAtTheEnd && object.text("kind").orElse("").equals("Secret")) {
            findings.add(
                    "PH-158",
                    place.origin("metadata", "annotations"),
                    "A Secret cannot be a hook for the end of the application, because such hooks are kept in the"
                            + " agent's inventory: declare the Secret as an object, which is there until the hooks of"
                            + " PreDelete have ended.");
        }
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
