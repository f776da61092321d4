package io.pilothouse.repository.render;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.source.Place;

/// Refuses in `app/` what would lead out of the namespace although it stands in it: the owner of an app folder is not
/// an
/// administrator, but the agent that applies it is.
final class PrivilegeCheck {
    private static final String RBAC = "rbac.authorization.k8s.io";

    private final Findings findings;

    PrivilegeCheck(Findings findings) {
        this.findings = findings;
    }

    void check(Json.Obj object, String group, String kind, Place place) {
        if (group.equals(RBAC)
                && kind.equals("RoleBinding")
                && object.text("roleRef", "kind").orElse("").equals("ClusterRole")
                && object.text("roleRef", "name").orElse("").equals("cluster-admin")) {
            findings.add(
                    "PH-159",
                    place.origin("roleRef"),
                    "A RoleBinding to cluster-admin is not allowed below app/: bind a narrower role, or let the"
                            + " platform team do it below infra/.");
        }
        if (group.isEmpty()
                && kind.equals("Secret")
                && object.text("type").orElse("").equals("kubernetes.io/service-account-token")) {
            findings.add(
                    "PH-159",
                    place.origin("type"),
                    "A Secret that asks for a service account's token is not allowed below app/.");
        }
    }
}
