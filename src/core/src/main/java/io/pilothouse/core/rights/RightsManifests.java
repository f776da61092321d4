package io.pilothouse.core.rights;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The accounts and roles of an agent, as manifests in the order in which to apply them.
///
/// ```
/// pilothouse-agent ──reads──► the cluster                  pilothouse-infra-applier ──writes──► the cluster
///        │  └──writes──► its inventory, in its namespace             ▲
///        ├──────────────────impersonates────────────────────────────┘  only if the cluster opts in
///        └──────────────────impersonates──► pilothouse-applier ──writes──► one namespace each
/// ```
/// The agent may impersonate exactly the accounts that its roles name. A namespace's two roles are ClusterRoles bound
/// in that namespace only, so that a platform team changes what all tenants may do in one place, and so that the infra
/// layer can make namespaces without holding the rights it hands out.
public final class RightsManifests {
    /// Lets the agent act as a namespace's applier.
    public static final String IMPERSONATE = "pilothouse-agent-impersonate";

    private static final String RBAC = "rbac.authorization.k8s.io";

    private RightsManifests() {}

    /// @param namespace the agent's own
    /// @param hasInfra whether the infra layer may be applied in this cluster
    public static List<Json.Obj> agent(String namespace, boolean hasInfra) {
        List<Json.Obj> manifests = new ArrayList<>();
        manifests.add(object("v1", "Namespace", "", namespace));
        manifests.add(object("v1", "ServiceAccount", namespace, Writer.AGENT));
        manifests.add(role("ClusterRole", "", Writer.AGENT, Rules.readEverything()));
        manifests.add(clusterBinding(Writer.AGENT, namespace, Writer.AGENT));
        manifests.add(role("Role", namespace, Writer.AGENT, ownRules()));
        manifests.add(binding(namespace, "Role", Writer.AGENT, namespace, Writer.AGENT));
        manifests.add(role("ClusterRole", "", Writer.APPLIER, Rules.writeWorkloads()));
        manifests.add(role("ClusterRole", "", IMPERSONATE, List.of(impersonate(Writer.APPLIER))));
        if (hasInfra) {
            manifests.addAll(infra(namespace));
        }
        return List.copyOf(manifests);
    }

    private static List<Json.Obj> infra(String namespace) {
        List<Json> rules = new ArrayList<>(Rules.writeWorkloads());
        rules.addAll(Rules.writePlatform());
        rules.add(Rules.rule(RBAC, List.of("clusterroles"), List.of(Writer.APPLIER, IMPERSONATE), List.of("bind")));
        return List.of(
                object("v1", "ServiceAccount", namespace, Writer.INFRA_APPLIER),
                role("ClusterRole", "", Writer.INFRA_APPLIER, rules),
                clusterBinding(Writer.INFRA_APPLIER, namespace, Writer.INFRA_APPLIER),
                role("Role", namespace, IMPERSONATE, List.of(impersonate(Writer.INFRA_APPLIER))),
                binding(namespace, "Role", IMPERSONATE, namespace, Writer.AGENT));
    }

    /// What a namespace needs so that its folder can be applied: an account that may write there, and the agent's
    /// right to act as it. The namespace itself is not among them.
    ///
    /// @param agentNamespace where the agent's account lives
    public static List<Json.Obj> tenant(String namespace, String agentNamespace) {
        return List.of(
                object("v1", "ServiceAccount", namespace, Writer.APPLIER),
                binding(namespace, "ClusterRole", Writer.APPLIER, namespace, Writer.APPLIER),
                binding(namespace, "ClusterRole", IMPERSONATE, agentNamespace, Writer.AGENT));
    }

    /// What custom kinds need on top: the agent reads them, the infra layer writes them. A tenant gets them by a
    /// RoleBinding to the second role, in its namespace.
    ///
    /// @param group such as `cert-manager.io`
    /// @param plurals such as `certificates`
    public static List<Json.Obj> kinds(String group, List<String> plurals, String agentNamespace) {
        String reads = "pilothouse-read." + group;
        String writes = "pilothouse-write." + group;
        return List.of(
                role("ClusterRole", "", reads, List.of(Rules.rule(group, plurals, List.of(), Rules.READS))),
                role("ClusterRole", "", writes, List.of(Rules.rule(group, plurals, List.of(), Rules.WRITES))),
                clusterBinding(reads, agentNamespace, Writer.AGENT),
                clusterBinding(writes, agentNamespace, Writer.INFRA_APPLIER));
    }

    /// What the agent writes as itself.
    private static List<Json> ownRules() {
        return List.of(
                Rules.rule(
                        "",
                        List.of("configmaps"),
                        List.of(),
                        List.of("get", "list", "watch", "create", "update", "patch", "delete")),
                Rules.rule("", List.of("secrets"), List.of(), List.of("create")),
                Rules.rule("", List.of("secrets"), List.of(Writer.AGENT), List.of("get", "update", "patch")),
                Rules.rule(
                        "coordination.k8s.io",
                        List.of("leases"),
                        List.of(),
                        List.of("get", "list", "watch", "create", "update", "patch")),
                Rules.rule("", List.of("events"), List.of(), List.of("create", "patch")));
    }

    private static Json.Obj impersonate(String account) {
        return Rules.rule("", List.of("serviceaccounts"), List.of(account), List.of("impersonate"));
    }

    private static Json.Obj role(String kind, String namespace, String name, List<Json> rules) {
        return object(RBAC + "/v1", kind, namespace, name).with("rules", new Json.Arr(rules));
    }

    private static Json.Obj binding(
            String namespace, String roleKind, String role, String accountNamespace, String account) {
        return bound(object(RBAC + "/v1", "RoleBinding", namespace, role), roleKind, role, accountNamespace, account);
    }

    /// The name tells the agent's namespace, so that two agents of one cluster do not take each other's rights.
    private static Json.Obj clusterBinding(String role, String namespace, String account) {
        Json.Obj binding = object(RBAC + "/v1", "ClusterRoleBinding", "", role + "." + namespace);
        return bound(binding, "ClusterRole", role, namespace, account);
    }

    private static Json.Obj bound(
            Json.Obj binding, String roleKind, String role, String accountNamespace, String account) {
        Json.Obj subject = texts("kind", "ServiceAccount", "name", account, "namespace", accountNamespace);
        return binding.with("roleRef", texts("apiGroup", RBAC, "kind", roleKind, "name", role))
                .with("subjects", new Json.Arr(List.of(subject)));
    }

    private static Json.Obj object(String apiVersion, String kind, String namespace, String name) {
        Json.Obj metadata = texts("name", name);
        return texts("apiVersion", apiVersion, "kind", kind)
                .with(
                        "metadata",
                        namespace.isEmpty() ? metadata : metadata.with("namespace", new Json.Text(namespace)));
    }

    private static Json.Obj texts(String... keysAndValues) {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            texts.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Json.ofTexts(texts);
    }
}
