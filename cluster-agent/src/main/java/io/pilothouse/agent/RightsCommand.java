package io.pilothouse.agent;

import io.pilothouse.agent.kube.KubeSettings;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.rights.RightsManifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints the accounts and roles that an agent needs, for `kubectl apply -f -`. Asks nobody and changes nothing.
@Command(
        name = "rights",
        description = "Prints the accounts and roles that an agent needs, for \"kubectl apply -f -\".",
        mixinStandardHelpOptions = true)
final class RightsCommand implements Callable<Integer> {
    @Option(
            names = "--agent-namespace",
            paramLabel = "NAMESPACE",
            description = "where the agent lives (default: ${DEFAULT-VALUE})",
            defaultValue = KubeSettings.DEFAULT_NAMESPACE)
    private String agentNamespace = KubeSettings.DEFAULT_NAMESPACE;

    @Option(
            names = "--namespace",
            paramLabel = "NAMESPACE",
            description = "a namespace whose folder the agent applies; may be given more than once")
    private List<String> namespaces = new ArrayList<>();

    @Option(names = "--infra", description = "let the infra layer be applied too")
    private boolean hasInfra;

    @Override
    public Integer call() {
        System.out.println(manifests(agentNamespace, hasInfra, namespaces).canonical());
        return 0;
    }

    static Json.Obj manifests(String agentNamespace, boolean hasInfra, List<String> namespaces) {
        List<Json> items = new ArrayList<>(RightsManifests.agent(agentNamespace, hasInfra));
        namespaces.forEach(namespace -> items.addAll(RightsManifests.tenant(namespace, agentNamespace)));
        return Json.ofTexts(Map.of("apiVersion", "v1", "kind", "List")).with("items", new Json.Arr(items));
    }
}
