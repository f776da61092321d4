package io.pilothouse.agent.inventory;

import io.pilothouse.core.annotation.HookPhase;
import io.pilothouse.core.hook.HookKey;
import io.pilothouse.core.hook.HookRecord;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Writes which hooks have ended, as part of an inventory. Secrets are never hooks for the end of an application, so
/// that no secret is written here.
final class HookRecordCodec {
    private HookRecordCodec() {}

    static Json.Obj write(HookRecord record) {
        List<Json> ended = new ArrayList<>();
        record.ended().forEach(hook -> ended.add(write(hook)));
        return Json.Obj.EMPTY
                .with("run", new Json.Text(record.run().hex()))
                .with("ended", new Json.Arr(ended))
                .with("farewell", new Json.Arr(List.copyOf(record.farewell())));
    }

    private static Json.Obj write(HookKey hook) {
        return Json.Obj.EMPTY
                .with("phase", new Json.Text(hook.phase().name()))
                .with("group", new Json.Text(hook.object().group()))
                .with("kind", new Json.Text(hook.object().kind()))
                .with("namespace", new Json.Text(hook.object().namespace()))
                .with("name", new Json.Text(hook.object().name()));
    }

    /// @throws IllegalArgumentException if it is no such record
    static HookRecord read(Json.Obj json) {
        SortedSet<HookKey> ended = new TreeSet<>();
        for (Json item : json.items("ended")) {
            if (item instanceof Json.Obj hook) {
                ended.add(new HookKey(
                        HookPhase.valueOf(text(hook, "phase")),
                        new ResourceKey(
                                text(hook, "group"), text(hook, "kind"), text(hook, "namespace"), text(hook, "name"))));
            }
        }
        List<Json.Obj> farewell = new ArrayList<>();
        for (Json item : json.items("farewell")) {
            if (item instanceof Json.Obj manifest) {
                farewell.add(manifest);
            }
        }
        return new HookRecord(new Digest(text(json, "run")), ended, farewell);
    }

    private static String text(Json.Obj json, String field) {
        return json.text(field).orElse("");
    }
}
