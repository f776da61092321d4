package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.KindName;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// Asks the API server what the agent may do, before it tries: one question for each verb, kind and namespace that
/// a slice needs.
public final class Permissions {
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private Permissions() {}

    private record Need(String verb, String group, String plural, String namespace) {
        @Override
        public String toString() {
            return verb + " " + (group.isEmpty() ? plural : plural + "." + group)
                    + (namespace.isEmpty() ? " in all namespaces" : " in namespace " + namespace);
        }
    }

    /// @param manifests what the agent is to apply
    /// @return what it needs for that and may not, such as `patch deployments.apps in namespace shop`; what cannot
    ///     be asked, because the API server does not answer or does not know the kind yet, is left out
    public static List<String> missing(KubeSettings settings, Collection<Manifest> manifests)
            throws KubeconfigException {
        try (Connection connection = Connection.open(settings)) {
            Api api = new Api(connection, settings);
            List<String> missing = new ArrayList<>();
            for (Need need : needs(new Kinds(api), settings, manifests)) {
                if (isRefused(api, need)) {
                    missing.add(need.toString());
                }
            }
            return missing;
        }
    }

    private static SequencedSet<Need> needs(Kinds kinds, KubeSettings settings, Collection<Manifest> manifests) {
        SequencedSet<Need> needs = new LinkedHashSet<>();
        for (String verb : List.of("list", "create", "update", "delete")) {
            needs.add(new Need(verb, "", "configmaps", settings.namespace()));
        }
        for (Manifest manifest : manifests) {
            KindName kind = KindName.of(manifest);
            if (kinds.resolve(kind) instanceof Kinds.Answer.Served served) {
                String namespace =
                        served.resource().isNamespaced() ? manifest.key().namespace() : "";
                String plural = served.resource().plural();
                for (String verb : List.of("list", "watch")) {
                    needs.add(new Need(verb, kind.group(), plural, ""));
                }
                for (String verb : List.of("create", "patch", "delete")) {
                    needs.add(new Need(verb, kind.group(), plural, namespace));
                }
            }
        }
        return needs;
    }

    private static boolean isRefused(Api api, Need need) {
        Json.Obj attributes = Json.ofTexts(Map.of(
                "verb", need.verb(),
                "group", need.group(),
                "resource", need.plural(),
                "namespace", need.namespace()));
        Json.Obj review = Json.ofTexts(
                        Map.of("apiVersion", "authorization.k8s.io/v1", "kind", "SelfSubjectAccessReview"))
                .with("spec", Json.Obj.EMPTY.with("resourceAttributes", attributes));
        return api.post(REVIEWS, review) instanceof Api.Reply.Answer answer
                && answer.isSuccess()
                && answer.body()
                        .at("status", "allowed")
                        .filter(new Json.Bool(true)::equals)
                        .isEmpty();
    }
}
