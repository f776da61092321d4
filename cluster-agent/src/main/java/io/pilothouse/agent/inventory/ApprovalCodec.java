package io.pilothouse.agent.inventory;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Approval;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes which objects may be deleted, as part of an inventory.
final class ApprovalCodec {
    private ApprovalCodec() {}

    static Json write(Collection<Approval> approvals) {
        return new Json.Arr(approvals.stream()
                .sorted(Comparator.comparing(Approval::key).thenComparing(Approval::uid))
                .<Json>map(approval -> Json.ofTexts(Map.of(
                        "group", approval.key().group(),
                        "kind", approval.key().kind(),
                        "namespace", approval.key().namespace(),
                        "name", approval.key().name(),
                        "uid", approval.uid())))
                .toList());
    }

    static Set<Approval> read(List<Json> items) {
        Set<Approval> approvals = new HashSet<>();
        for (Json item : items) {
            if (item instanceof Json.Obj approval) {
                ResourceKey key = new ResourceKey(
                        text(approval, "group"),
                        text(approval, "kind"),
                        text(approval, "namespace"),
                        text(approval, "name"));
                approvals.add(new Approval(key, text(approval, "uid")));
            }
        }
        return approvals;
    }

    private static String text(Json.Obj json, String field) {
        return json.text(field).orElse("");
    }
}
