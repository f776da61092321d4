package io.pilothouse.demo;

import io.pilothouse.core.rights.RightsManifests;
import io.pilothouse.demo.fleet.FleetSource;
import io.pilothouse.testkit.hand.Kubectl;
import io.pilothouse.testkit.hand.Rights;
import java.util.List;

/// What an agent of the demo may do. The example's objects are written by accounts of their namespaces, as in
/// production; which accounts a repository of the user's own has is not known, so that its agents write by themselves.
final class DemoRights {
    private DemoRights() {}

    static boolean isByAccount(FleetSource source) {
        return source instanceof FleetSource.Example;
    }

    static void give(Kubectl kubectl, FleetSource source, String agentNamespace) {
        if (source instanceof FleetSource.Example example) {
            Rights.install(kubectl, agentNamespace, example.namespaces());
            Rights.letInfraDoEverything(kubectl, agentNamespace);
            kubectl.create(RightsManifests.kinds("platform.example.com", List.of("backuppolicies"), agentNamespace));
        }
    }
}
