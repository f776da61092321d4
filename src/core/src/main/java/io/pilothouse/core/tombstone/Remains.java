package io.pilothouse.core.tombstone;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Ownership;
import java.util.List;

/// What is kept of a live object so that it can be made again: what people and controllers declared, without what the
/// API server wrote of that one life.
///
/// It comes back without our label. The two inventories that have to agree before a delete therefore never agree about
/// it: it is the cluster's from then on, no run prunes it, and it becomes ours again the moment Git declares it.
public final class Remains {
    private static final List<String> OF_ONE_LIFE = List.of(
            "managedFields",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "selfLink",
            // its owners may be gone, and the collector would take it at once; who held it back let it go
            "ownerReferences",
            "finalizers");
    private static final List<String> OF_ONE_JOB =
            List.of("controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name");

    private Remains() {}

    /// @param live as it is before it is deleted
    public static Json.Obj of(ResourceKey key, Json.Obj live) {
        Json.Obj metadata = live.object("metadata");
        for (String field : OF_ONE_LIFE) {
            metadata = metadata.without(field);
        }
        metadata = metadata.with("labels", metadata.object("labels").without(Ownership.LABEL));
        Json.Obj content = live.without("status").with("metadata", metadata);
        boolean isJob = key.kind().equals("Job") && key.group().equals("batch");
        return isJob ? withoutSelector(content) : content;
    }

    /// The API server selects a Job's pods by a UID of its own making and refuses another's.
    private static Json.Obj withoutSelector(Json.Obj job) {
        Json.Obj spec = job.object("spec");
        if (spec.get("manualSelector").filter(new Json.Bool(true)::equals).isPresent()) {
            return job;
        }
        Json.Obj template = spec.object("template");
        Json.Obj metadata = template.object("metadata");
        Json.Obj labels = metadata.object("labels");
        for (String label : OF_ONE_JOB) {
            labels = labels.without(label);
        }
        return job.with(
                "spec",
                spec.without("selector").with("template", template.with("metadata", metadata.with("labels", labels))));
    }
}
