package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;

/// Assesses live objects.
///
/// First what holds for every object: one that is being deleted, or whose controller has not seen its newest
/// generation, is progressing, whatever its old status says. Then the rule of its kind; a kind without one goes by its
/// `Ready` condition, and is healthy by being there if it has none.
public final class Healthcheck {
    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("apps/Deployment", new DeploymentRule()),
            Map.entry("apps/StatefulSet", new StatefulSetRule()),
            Map.entry("apps/DaemonSet", new DaemonSetRule()),
            Map.entry("apps/ReplicaSet", new ReplicaSetRule()),
            Map.entry("/Pod", new PodRule()),
            Map.entry("batch/Job", new JobRule()),
            Map.entry("batch/CronJob", new CronJobRule()),
            Map.entry("/PersistentVolumeClaim", new PersistentVolumeClaimRule()),
            Map.entry("/Service", new ServiceRule()),
            Map.entry("networking.k8s.io/Ingress", new IngressRule()),
            Map.entry("extensions/Ingress", new IngressRule()),
            Map.entry("autoscaling/HorizontalPodAutoscaler", new HorizontalPodAutoscalerRule()),
            Map.entry("apiextensions.k8s.io/CustomResourceDefinition", new CustomResourceDefinitionRule()),
            Map.entry("apiregistration.k8s.io/APIService", new ApiServiceRule()),
            Map.entry("/Namespace", new NamespaceRule()),
            Map.entry("policy/PodDisruptionBudget", live -> Verdict.HEALTHY));

    private Healthcheck() {}

    /// @param key which object
    /// @param live the object
    public static Verdict assess(ResourceKey key, Json.Obj live) {
        if (live.at("metadata", "deletionTimestamp").isPresent()) {
            return key.kind().equals("Namespace") && key.group().isEmpty()
                    ? new NamespaceRule().assess(live)
                    : Verdict.progressing("it is being deleted");
        }
        Conditions conditions = new Conditions(live);
        long generation = live.integer(0, "metadata", "generation");
        if (live.integer(generation, "status", "observedGeneration") < generation) {
            return Verdict.progressing("its controller has not yet seen generation " + generation);
        }
        Optional<Conditions.Condition> stalled = conditions.ifTrue("Stalled");
        if (stalled.isPresent()) {
            return Verdict.degraded(stalled.get().evidence());
        }
        Optional<Conditions.Condition> reconciling = conditions.ifTrue("Reconciling");
        if (reconciling.isPresent()) {
            return Verdict.progressing(reconciling.get().evidence());
        }
        Rule rule = RULES.get(key.group() + "/" + key.kind());
        return rule != null ? rule.assess(live) : byReady(conditions);
    }

    private static Verdict byReady(Conditions conditions) {
        Optional<Conditions.Condition> ready = conditions.get("Ready");
        if (ready.isEmpty() || ready.get().isTrue()) {
            return Verdict.HEALTHY;
        }
        return ready.get().isFalse()
                ? Verdict.degraded(ready.get().evidence())
                : Verdict.progressing(ready.get().evidence());
    }
}
