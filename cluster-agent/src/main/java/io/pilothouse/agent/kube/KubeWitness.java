package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Inspector.Seen;
import io.pilothouse.agent.port.Witness;
import io.pilothouse.core.evidence.LogTail;
import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Map;

/// Asks a real cluster for evidence. A request that is refused, or that nobody answers, gives none.
final class KubeWitness implements Witness {
    private static final KubeInspector.Bounds BOUNDS = new KubeInspector.Bounds(100, 100, LogTail.MOST_LINES);

    private final KubeInspector inspector;

    KubeWitness(Api api) {
        this.inspector = new KubeInspector(api, BOUNDS);
    }

    @Override
    public List<Json.Obj> events(String namespace, String uid) {
        return uid.isEmpty() ? List.of() : orNone(inspector.events(namespace, uid));
    }

    @Override
    public List<Json.Obj> pods(String namespace, Map<String, String> labels) {
        return orNone(inspector.pods(namespace, labels));
    }

    @Override
    public List<String> log(String namespace, String pod, String container, boolean isRunBefore) {
        return orNone(inspector.log(namespace, pod, container, isRunBefore));
    }

    private static <T> List<T> orNone(Seen<T> seen) {
        return switch (seen) {
            case Seen.All<T> all -> all.items();
            case Seen.Nothing<T> _ -> List.of();
        };
    }
}
