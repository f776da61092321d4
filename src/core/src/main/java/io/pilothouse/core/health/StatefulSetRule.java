package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;

/// All replicas are ready, and those the partition lets go are of the newest revision. With `OnDelete` the updates are
/// a person's affair.
///
/// Its controller never says that it gave up; only time tells.
final class StatefulSetRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        if (live.at("status", "observedGeneration").isEmpty()) {
            return Verdict.progressing("its controller has not yet seen it");
        }
        long wanted = live.integer(1, "spec", "replicas");
        long ready = live.integer(0, "status", "readyReplicas");
        long updated = live.integer(0, "status", "updatedReplicas");
        // ready is enough, unless the author asks for more than that
        boolean isPatient = live.integer(0, "spec", "minReadySeconds") > 0;
        long usable = isPatient ? live.integer(0, "status", "availableReplicas") : ready;
        long done = usable + updated;
        if (usable < wanted) {
            return Verdict.progressing(
                    usable + " of " + wanted + " replicas are " + (isPatient ? "available" : "ready"), done);
        }
        if (live.integer(0, "status", "replicas") > wanted) {
            return Verdict.progressing("it is scaling down to " + wanted, done);
        }
        if (live.text("spec", "updateStrategy", "type").orElse("").equals("OnDelete")) {
            return Verdict.HEALTHY;
        }
        long partition = live.integer(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        if (partition > 0) {
            return updated >= wanted - partition
                    ? Verdict.HEALTHY
                    : Verdict.progressing(updated + " of " + (wanted - partition) + " replicas are updated", done);
        }
        boolean isCurrent = live.text("status", "updateRevision").equals(live.text("status", "currentRevision"));
        return isCurrent
                ? Verdict.HEALTHY
                : Verdict.progressing(updated + " of " + wanted + " replicas are updated", done);
    }
}
