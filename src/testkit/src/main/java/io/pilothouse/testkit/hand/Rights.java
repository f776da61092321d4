package io.pilothouse.testkit.hand;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.rights.RightsManifests;
import io.pilothouse.core.rights.Writer;
import io.pilothouse.testkit.cluster.ControlPlane;
import java.util.List;
import java.util.Map;

/// Gives an agent the rights that it has in production, and no others. What is there already stays.
public final class Rights {
    private static final String RBAC = "rbac.authorization.k8s.io";

    private Rights() {}

    /// The agent's own rights, the infra layer's, and what each of the namespaces needs.
    ///
    /// @param namespaces of applications; these and the agent's are made if they do not exist
    public static void install(Kubectl kubectl, String agentNamespace, List<String> namespaces) {
        kubectl.create(RightsManifests.agent(agentNamespace, true));
        for (String namespace : namespaces) {
            kubectl.ensureNamespace(namespace);
            kubectl.create(RightsManifests.tenant(namespace, agentNamespace));
        }
    }

    public static void install(ControlPlane plane, String agentNamespace, String... namespaces) {
        try (Kubectl kubectl = Kubectl.of(plane.kubeconfig(), "")) {
            install(kubectl, agentNamespace, List.of(namespaces));
        }
    }

    /// What custom kinds need on top.
    public static void installKinds(ControlPlane plane, String agentNamespace, String group, String... plurals) {
        try (Kubectl kubectl = Kubectl.of(plane.kubeconfig(), "")) {
            kubectl.create(RightsManifests.kinds(group, List.of(plurals), agentNamespace));
        }
    }

    /// Lets the infra layer do everything, for clusters that live as long as a demonstration: it hands out rights
    /// there that it would otherwise have to hold itself, one by one.
    public static void letInfraDoEverything(Kubectl kubectl, String agentNamespace) {
        String name = Writer.INFRA_APPLIER + ".everything." + agentNamespace;
        Json.Obj subject = Json.ofTexts(
                Map.of("kind", "ServiceAccount", "name", Writer.INFRA_APPLIER, "namespace", agentNamespace));
        kubectl.create(List.of(Json.ofTexts(Map.of("apiVersion", RBAC + "/v1", "kind", "ClusterRoleBinding"))
                .with("metadata", Json.ofTexts(Map.of("name", name)))
                .with("roleRef", Json.ofTexts(Map.of("apiGroup", RBAC, "kind", "ClusterRole", "name", "cluster-admin")))
                .with("subjects", new Json.Arr(List.of(subject)))));
    }

    /// @return the token that an agent's pod would have: of an account that may write nothing but its own documents
    public static String agentToken(ControlPlane plane, String agentNamespace) {
        try (Kubectl kubectl = Kubectl.of(plane.kubeconfig(), "")) {
            return kubectl.token(agentNamespace, Writer.AGENT);
        }
    }
}
