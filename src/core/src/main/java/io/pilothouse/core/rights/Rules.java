package io.pilothouse.core.rights;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Rules of RBAC, in short: `apps: deployments daemonsets`. No wildcards, so that what a role allows can be read off
/// it, and so that an upgrade of Kubernetes never widens it.
final class Rules {
    static final List<String> WRITES = List.of("get", "create", "patch", "update", "delete");
    static final List<String> READS = List.of("get", "list", "watch");

    /// What applications are made of.
    private static final List<String> WORKLOADS = List.of(
            ": configmaps secrets services serviceaccounts persistentvolumeclaims pods replicationcontrollers"
                    + " podtemplates endpoints",
            "apps: deployments daemonsets statefulsets replicasets",
            "batch: jobs cronjobs",
            "autoscaling: horizontalpodautoscalers",
            "policy: poddisruptionbudgets",
            "networking.k8s.io: ingresses networkpolicies",
            "discovery.k8s.io: endpointslices");

    /// What surrounds them: a namespace's rules, and what belongs to the whole cluster.
    private static final List<String> PLATFORM = List.of(
            ": namespaces resourcequotas limitranges persistentvolumes",
            "rbac.authorization.k8s.io: roles rolebindings clusterroles clusterrolebindings",
            "scheduling.k8s.io: priorityclasses",
            "storage.k8s.io: storageclasses csidrivers",
            "networking.k8s.io: ingressclasses",
            "node.k8s.io: runtimeclasses",
            "gateway.networking.k8s.io: gatewayclasses gateways httproutes",
            "apiextensions.k8s.io: customresourcedefinitions",
            "apiregistration.k8s.io: apiservices",
            "admissionregistration.k8s.io: validatingwebhookconfigurations mutatingwebhookconfigurations");

    private Rules() {}

    static List<Json> writeWorkloads() {
        return rules(WORKLOADS, WRITES);
    }

    static List<Json> writePlatform() {
        return rules(PLATFORM, WRITES);
    }

    static List<Json> readEverything() {
        List<Json> rules = new ArrayList<>(rules(WORKLOADS, READS));
        rules.addAll(rules(PLATFORM, READS));
        rules.addAll(rules(List.of(": events"), READS));
        rules.add(rule("", List.of("pods/log"), List.of(), List.of("get")));
        return rules;
    }

    /// @param names of the only objects the rule is about; none for all
    static Json.Obj rule(String group, List<String> resources, List<String> names, List<String> verbs) {
        SequencedMap<String, Json> rule = new LinkedHashMap<>();
        rule.put("apiGroups", Json.ofTexts(List.of(group)));
        rule.put("resources", Json.ofTexts(resources));
        if (!names.isEmpty()) {
            rule.put("resourceNames", Json.ofTexts(names));
        }
        rule.put("verbs", Json.ofTexts(verbs));
        return new Json.Obj(rule);
    }

    private static List<Json> rules(List<String> texts, List<String> verbs) {
        List<Json> rules = new ArrayList<>();
        for (String text : texts) {
            int colon = text.indexOf(':');
            List<String> resources = List.of(text.substring(colon + 1).strip().split(" "));
            rules.add(rule(text.substring(0, colon), resources, List.of(), verbs));
        }
        return rules;
    }
}
