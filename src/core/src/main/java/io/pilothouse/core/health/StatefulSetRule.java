package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;

/// All replicas are ready, and those the partition lets go are of the newest revision.
final class StatefulSetRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        if (live.at("status", "observedGeneration").isEmpty()) {
            return Verdict.progressing("its controller has not yet seen it");
        }
        long wanted = live.integer(1, "spec", "replicas");
        long ready = live.integer(0, "status", "readyReplicas");
        if (ready < wanted) {
            return Verdict.progressing(ready + " of " + wanted + " replicas are ready");
        }
        if (live.integer(0, "status", "replicas") > wanted) {
            return Verdict.progressing("it is scaling down to " + wanted);
        }
        if (live.text("spec", "updateStrategy", "type").orElse("").equals("OnDelete")) {
            return Verdict.HEALTHY;
        }
        long partition = live.integer(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        long updated = live.integer(0, "status", "updatedReplicas");
        if (partition > 0) {
            return updated >= wanted - partition
                    ? Verdict.HEALTHY
                    : Verdict.progressing(updated + " of " + (wanted - partition) + " replicas are updated");
        }
        boolean isCurrent = live.text("status", "updateRevision").equals(live.text("status", "currentRevision"));
        return isCurrent ? Verdict.HEALTHY : Verdict.progressing(updated + " of " + wanted + " replicas are updated");
    }
}
