package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;

/// Assesses live objects.
///
/// First what holds for every object, as kstatus of Kubernetes' `cli-utils` defines it: one that is being deleted, or
/// whose controller has not seen its newest generation, is progressing, whatever its old status says. Then the fleet's
/// own rule, if it has one for the object. Then the rule of its kind, and [OtherRule] for a kind without.
///
/// | Kind | Healthy | Progressing | Degraded | Suspended |
/// |---|---|---|---|---|
/// | Deployment | updated, available, ready = spec; Available | anything less | ProgressDeadlineExceeded,
/// ReplicaFailure | paused |
/// | StatefulSet | ready = spec, revision or partition reached | otherwise | – | – |
/// | DaemonSet | updated, available = desired; OnDelete: always | otherwise | – | – |
/// | ReplicaSet, ReplicationController | available = spec | otherwise | ReplicaFailure | – |
/// | Pod | running and ready, or succeeded | pending, starting, a task that runs | waiting for an error, crashed,
/// failed, OOMKilled, unschedulable over 15 s | – |
/// | Job | complete | running | failed | suspended |
/// | CronJob | last run succeeded, or none yet | – | last run failed | suspended |
/// | PersistentVolume(Claim) | bound, available | pending | lost, failed, resize refused | – |
/// | Service | no load balancer, or it has an address | otherwise | – | – |
/// | Ingress | it has an address; without one after 60 s | otherwise | – | – |
/// | HorizontalPodAutoscaler | able to scale, or at a limit | otherwise; no metrics for less than 3 min | Failed…,
/// InvalidSelector | – |
/// | PodDisruptionBudget | it is there | – | SyncFailed | – |
/// | CustomResourceDefinition | established | installing | names not accepted | – |
/// | APIService | available | otherwise | – | – |
/// | Namespace | active | – | terminating | – |
/// | Gateway, routes | accepted and programmed | otherwise | refused | – |
/// | others | Ready, or nothing is said about it | Ready unknown, or just turned false | Ready false, not synced | – |
public final class Healthcheck {
    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("apps/Deployment", new DeploymentRule()),
            Map.entry("apps/StatefulSet", new StatefulSetRule()),
            Map.entry("apps/DaemonSet", new DaemonSetRule()),
            Map.entry("apps/ReplicaSet", new ReplicaSetRule()),
            Map.entry("/ReplicationController", new ReplicaSetRule()),
            Map.entry("/Pod", new PodRule()),
            Map.entry("batch/Job", new JobRule()),
            Map.entry("batch/CronJob", new CronJobRule()),
            Map.entry("/PersistentVolumeClaim", new PersistentVolumeClaimRule()),
            Map.entry("/PersistentVolume", new PersistentVolumeRule()),
            Map.entry("/Service", new ServiceRule()),
            Map.entry("networking.k8s.io/Ingress", new IngressRule()),
            Map.entry("extensions/Ingress", new IngressRule()),
            Map.entry("autoscaling/HorizontalPodAutoscaler", new HorizontalPodAutoscalerRule()),
            Map.entry("apiextensions.k8s.io/CustomResourceDefinition", new CustomResourceDefinitionRule()),
            Map.entry("apiregistration.k8s.io/APIService", new ApiServiceRule()),
            Map.entry("/Namespace", new NamespaceRule()),
            Map.entry("policy/PodDisruptionBudget", new PodDisruptionBudgetRule()),
            Map.entry("gateway.networking.k8s.io/Gateway", new GatewayRule()),
            Map.entry("gateway.networking.k8s.io/HTTPRoute", new RouteRule()),
            Map.entry("gateway.networking.k8s.io/GRPCRoute", new RouteRule()),
            Map.entry("gateway.networking.k8s.io/TLSRoute", new RouteRule()),
            Map.entry("gateway.networking.k8s.io/TCPRoute", new RouteRule()),
            Map.entry("gateway.networking.k8s.io/UDPRoute", new RouteRule()));

    private Healthcheck() {}

    /// Assesses an object by the rules of the house alone.
    ///
    /// @param key which object
    /// @param live the object
    public static Verdict assess(ResourceKey key, Json.Obj live) {
        return assess(key, live, CustomRule.NONE);
    }

    /// @param custom comes before the rule of the kind
    static Verdict assess(ResourceKey key, Json.Obj live, CustomRule custom) {
        if (live.at("metadata", "deletionTimestamp").isPresent()) {
            return key.kind().equals("Namespace") && key.group().isEmpty()
                    ? new NamespaceRule().assess(live)
                    : Verdict.progressing("it is being deleted" + finalizers(live));
        }
        long generation = Course.generationOf(live);
        if (live.integer(generation, "status", "observedGeneration") < generation) {
            return Verdict.progressing("its controller has not yet seen generation " + generation);
        }
        Optional<Verdict> own = custom.assess(key, live);
        if (own.isPresent()) {
            return own.get();
        }
        Conditions conditions = new Conditions(live);
        Optional<Conditions.Condition> stalled = conditions.ifTrue("Stalled").filter(c -> !c.isStale());
        if (stalled.isPresent()) {
            return Verdict.degraded(stalled.get().evidence());
        }
        Optional<Conditions.Condition> reconciling = conditions.ifTrue("Reconciling");
        if (reconciling.isPresent()) {
            return Verdict.progressing(reconciling.get().evidence());
        }
        Rule rule = RULES.get(key.group() + "/" + key.kind());
        return rule != null ? rule.assess(live) : OtherRule.assess(key, live);
    }

    private static String finalizers(Json.Obj live) {
        String waiting = String.join(
                ", ",
                live.items("metadata", "finalizers").stream()
                        .filter(Json.Text.class::isInstance)
                        .map(item -> ((Json.Text) item).value())
                        .limit(5)
                        .toList());
        return waiting.isEmpty() ? "" : " and waits for its finalizers " + waiting;
    }
}
