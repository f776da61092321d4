package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.KindName;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.rights.Identity;
import io.pilothouse.core.rights.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.random.RandomGenerator;

/// Asks the API server what the agent and the accounts it acts as may do, before they try: one question for each verb,
/// kind and namespace that a slice needs. What is asked for is what [io.pilothouse.core.rights.RightsManifests] gives,
/// and no more.
public final class Permissions {
    private static final List<String> WRITES = List.of("get", "create", "patch", "delete");

    private final Api api;
    private final Kinds kinds;
    private final KubeSettings settings;
    private final List<String> missing = new ArrayList<>();

    private Permissions(Api api, KubeSettings settings) {
        this.api = api;
        this.kinds = new Kinds(api, System::nanoTime, RandomGenerator.getDefault());
        this.settings = settings;
    }

    /// What an application wants to write.
    ///
    /// @param serviceAccount that its policy names; empty for the usual one
    public record Wanted(ApplicationKey application, String serviceAccount, Collection<Manifest> manifests) {
        public Wanted {
            manifests = List.copyOf(manifests);
        }
    }

    private record Need(String verb, String group, String plural, String namespace, String name) {
        @Override
        public String toString() {
            return verb + " " + (group.isEmpty() ? plural : plural + "." + group)
                    + (name.isEmpty() ? "" : " " + name)
                    + (namespace.isEmpty() ? " in all namespaces" : " in namespace " + namespace);
        }
    }

    /// @return one sentence for each right that is missing, such as `ServiceAccount shop/pilothouse-applier may not
    ///     patch deployments.apps in namespace shop`; what cannot be asked, because the API server does not answer
    ///     or does not know the kind yet, is left out
    public static List<String> missing(KubeSettings settings, Collection<Wanted> wanted) throws KubeconfigException {
        try (Connection connection = Connection.open(settings)) {
            Permissions permissions = new Permissions(new Api(connection, settings), settings);
            permissions.askForTheAgent(wanted);
            permissions.askForTheWriters(wanted);
            return List.copyOf(permissions.missing);
        }
    }

    private void askForTheAgent(Collection<Wanted> wanted) {
        SequencedSet<Need> needs = new LinkedHashSet<>();
        for (String verb : List.of("list", "create", "update", "delete")) {
            needs.add(new Need(verb, "", "configmaps", settings.namespace(), ""));
        }
        for (Wanted application : wanted) {
            for (Manifest manifest : application.manifests()) {
                if (kinds.resolve(KindName.of(manifest)) instanceof Kinds.Answer.Served served) {
                    for (String verb : List.of("get", "list", "watch")) {
                        needs.add(new Need(
                                verb, manifest.key().group(), served.resource().plural(), "", ""));
                    }
                }
            }
        }
        needs.stream()
                .filter(need -> isRefused(api.review(review(need))))
                .forEach(need -> missing.add("The agent may not " + need));
    }

    private void askForTheWriters(Collection<Wanted> wanted) {
        SequencedMap<Identity, SequencedSet<Need>> needs = new LinkedHashMap<>();
        for (Wanted application : wanted) {
            switch (Writer.of(application.application(), application.serviceAccount(), settings.namespace())) {
                case Writer.Refused refused -> missing.add(refused.message());
                case Writer.As as -> {
                    SequencedSet<Need> its = needs.computeIfAbsent(as.identity(), _ -> new LinkedHashSet<>());
                    application.manifests().forEach(manifest -> its.addAll(writes(manifest)));
                }
            }
        }
        needs.forEach((identity, its) -> {
            Need acting =
                    new Need("impersonate", "", "serviceaccounts", identity.namespace(), identity.serviceAccount());
            boolean isAgent = settings.impersonation() == Impersonation.NONE;
            if (!isAgent && isRefused(api.review(review(acting)))) {
                missing.add(RightsFailures.mayNotAct(identity));
                return;
            }
            String who = isAgent ? "The agent" : "ServiceAccount " + identity;
            its.stream()
                    .filter(need -> isRefused(api.reviewAs(identity, review(need))))
                    .forEach(need -> missing.add(who + " may not " + need));
        });
    }

    private List<Need> writes(Manifest manifest) {
        if (!(kinds.resolve(KindName.of(manifest)) instanceof Kinds.Answer.Served served)) {
            return List.of();
        }
        ResourceKey key = manifest.key();
        String namespace = served.resource().isNamespaced() ? key.namespace() : "";
        return WRITES.stream()
                .map(verb -> new Need(verb, key.group(), served.resource().plural(), namespace, ""))
                .toList();
    }

    private static Json.Obj review(Need need) {
        Json.Obj attributes = Json.ofTexts(Map.of(
                "verb", need.verb(),
                "group", need.group(),
                "resource", need.plural(),
                "namespace", need.namespace(),
                "name", need.name()));
        return Json.ofTexts(Map.of("apiVersion", "authorization.k8s.io/v1", "kind", "SelfSubjectAccessReview"))
                .with("spec", Json.Obj.EMPTY.with("resourceAttributes", attributes));
    }

    private static boolean isRefused(Api.Reply reply) {
        return reply instanceof Api.Reply.Answer answer
                && answer.isSuccess()
                && answer.body()
                        .at("status", "allowed")
                        .filter(new Json.Bool(true)::equals)
                        .isEmpty();
    }
}
