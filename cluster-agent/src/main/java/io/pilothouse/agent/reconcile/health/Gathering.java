package io.pilothouse.agent.reconcile.health;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Witness;
import io.pilothouse.core.evidence.Evidence;
import io.pilothouse.core.evidence.FailingContainer;
import io.pilothouse.core.evidence.Warning;
import io.pilothouse.core.evidence.WorkloadPods;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gathers evidence about one object: at most five requests, in the order in which the answers lead on to the next.
record Gathering(Cluster cluster, HealthMeans means) {

    Evidence about(ResourceKey key, String apiVersion) {
        return cluster.look(key, apiVersion) instanceof Cluster.Look.Found found
                ? about(key, found.live())
                : Evidence.NONE;
    }

    private Evidence about(ResourceKey key, Json.Obj live) {
        Witness witness = means.witness();
        Optional<Json.Obj> pod = pod(key, live);
        List<Json.Obj> events = new ArrayList<>(witness.events(key.namespace(), uidOf(live)));
        pod.filter(one -> !uidOf(one).equals(uidOf(live)))
                .ifPresent(one -> events.addAll(witness.events(key.namespace(), uidOf(one))));
        Optional<FailingContainer> failing = pod.flatMap(FailingContainer::in);
        List<String> log = failing.filter(one -> means.isQuotingLogs() && one.hasLog())
                .map(one -> witness.log(key.namespace(), one.pod(), one.container(), one.isLogOfRunBefore()))
                .orElse(List.of());
        return new Evidence(failing, Warning.last(events), log);
    }

    private Optional<Json.Obj> pod(ResourceKey key, Json.Obj live) {
        if (key.kind().equals("Pod") && key.group().isEmpty()) {
            return Optional.of(live);
        }
        Map<String, String> labels = WorkloadPods.labels(key, live);
        return labels.isEmpty()
                ? Optional.empty()
                : WorkloadPods.worst(
                        WorkloadPods.owned(key, live, means.witness().pods(key.namespace(), labels)));
    }

    private static String uidOf(Json.Obj object) {
        return object.text("metadata", "uid").orElse("");
    }
}
