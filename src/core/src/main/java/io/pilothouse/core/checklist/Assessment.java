package io.pilothouse.core.checklist;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Looks whether a check holds for an application's manifests.
public final class Assessment {
    private static final Json TRUE = new Json.Bool(true);

    private Assessment() {}

    /// @param manifests all of an application's
    /// @return what is wrong with them, in their order
    public static List<Shortcoming> of(Check check, Collection<Manifest> manifests) {
        List<Shortcoming> found = new ArrayList<>();
        for (Manifest manifest : manifests) {
            Optional<Workload> workload = Workload.of(manifest);
            if (workload.isEmpty()) {
                continue;
            }
            if (check == Check.DISRUPTION_BUDGET) {
                budget(workload.get(), manifests).ifPresent(found::add);
                continue;
            }
            for (Json.Obj container : workload.get().containers()) {
                container(check, workload.get(), container)
                        .ifPresent(why -> found.add(new Shortcoming(
                                manifest,
                                "The container " + container.text("name").orElse("without a name") + " of "
                                        + name(manifest) + " " + why + ".")));
            }
        }
        return found;
    }

    private static Optional<String> container(Check check, Workload workload, Json.Obj container) {
        return switch (check) {
            case READINESS_PROBE ->
                when(
                        workload.isServing() && !has(container, "readinessProbe"),
                        "has no readinessProbe: traffic would reach it before it can answer");
            case LIVENESS_PROBE ->
                when(
                        workload.isServing() && !has(container, "livenessProbe"),
                        "has no livenessProbe: nobody would restart it when it hangs");
            case RESOURCE_REQUESTS ->
                when(
                        !has(container, "resources", "requests", "cpu")
                                || !has(container, "resources", "requests", "memory"),
                        "requests no cpu or no memory: the scheduler would place it blindly");
            case MEMORY_LIMIT ->
                when(!has(container, "resources", "limits", "memory"), "has no memory limit: it may take a node down");
            case PINNED_IMAGE ->
                when(
                        !isPinned(container.text("image").orElse("")),
                        "has an image without tag, or with the tag latest: two nodes may run different programs");
            case NON_ROOT ->
                when(
                        !container
                                .at("securityContext", "runAsNonRoot")
                                .or(() -> workload.pod().at("securityContext", "runAsNonRoot"))
                                .equals(Optional.of(TRUE)),
                        "may run as root: set securityContext.runAsNonRoot to true");
            case UNPRIVILEGED ->
                when(
                        container.at("securityContext", "privileged").equals(Optional.of(TRUE)),
                        "is privileged: it has the node's own rights");
            case DISRUPTION_BUDGET -> Optional.empty();
        };
    }

    private static Optional<Shortcoming> budget(Workload workload, Collection<Manifest> manifests) {
        boolean isCovered = manifests.stream()
                .filter(manifest -> manifest.key().kind().equals("PodDisruptionBudget"))
                .map(manifest -> manifest.content().object("spec", "selector", "matchLabels"))
                .anyMatch(workload::isSelectedBy);
        boolean isWanted = workload.isServing() && workload.replicas() > 1;
        return isCovered || !isWanted
                ? Optional.empty()
                : Optional.of(new Shortcoming(
                        workload.manifest(),
                        name(workload.manifest()) + " has several pods and no PodDisruptionBudget: draining nodes may"
                                + " take all of them away at once."));
    }

    private static String name(Manifest manifest) {
        return manifest.key().kind() + " " + manifest.key().name();
    }

    private static Optional<String> when(boolean isWrong, String why) {
        return isWrong ? Optional.of(why) : Optional.empty();
    }

    private static boolean has(Json.Obj container, String... path) {
        return container.at(path).filter(value -> !(value instanceof Json.Null)).isPresent();
    }

    private static boolean isPinned(String image) {
        if (image.contains("@sha256:")) {
            return true;
        }
        String name = image.substring(image.lastIndexOf('/') + 1);
        int colon = name.indexOf(':');
        return colon >= 0
                && colon < name.length() - 1
                && !name.substring(colon + 1).equals("latest");
    }
}
