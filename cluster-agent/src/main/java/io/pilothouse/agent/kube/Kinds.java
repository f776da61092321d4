package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Which kinds the API server serves, and under which path. Asks for a group and version when it is first needed,
/// and again whenever a kind is missing in it, so a kind that appears later is found.
final class Kinds {
    private final Api api;
    private final Map<String, Map<String, Resource>> known = new ConcurrentHashMap<>();

    Kinds(Api api) {
        this.api = api;
    }

    /// Where the objects of a kind are.
    ///
    /// @param path of the group and version, such as `/apis/apps/v1`
    /// @param plural such as `deployments`
    record Resource(KindName kind, String path, String plural, boolean isNamespaced) {
        /// @return the path of all objects, in all namespaces
        String all() {
            return path + "/" + plural;
        }

        String of(ResourceKey key) {
            String scope = isNamespaced ? "/namespaces/" + encoded(key.namespace()) : "";
            return path + scope + "/" + plural + "/" + encoded(key.name());
        }
    }

    /// What is known of a kind.
    sealed interface Answer {
        record Served(Resource resource) implements Answer {}

        record NotServed(String message) implements Answer {}

        record Unknown(StepOutcome.Failure failure) implements Answer {}
    }

    Answer resolve(KindName kind) {
        Map<String, Resource> resources = known.get(kind.apiVersion());
        if (resources != null && resources.containsKey(kind.kind())) {
            return new Answer.Served(resources.get(kind.kind()));
        }
        String path = pathOf(kind.apiVersion());
        return switch (api.get(path)) {
            case Api.Reply.NoAnswer none -> new Answer.Unknown(none.failure());
            case Api.Reply.Answer answer when answer.isSuccess() -> remember(kind, path, answer.body());
            case Api.Reply.Answer answer when answer.status() == 404 -> notServed(kind);
            case Api.Reply.Answer answer ->
                new Answer.Unknown(Failures.of(
                        new ResourceKey("", "APIResourceList", "", kind.apiVersion()),
                        answer,
                        api.connection().server()));
        };
    }

    private Answer remember(KindName kind, String path, Json.Obj list) {
        Map<String, Resource> resources = new HashMap<>();
        for (Json item : list.items("resources")) {
            if (item instanceof Json.Obj resource) {
                String plural = resource.text("name").orElse("");
                String name = resource.text("kind").orElse("");
                boolean isNamespaced = resource.at("namespaced")
                        .filter(new Json.Bool(true)::equals)
                        .isPresent();
                if (!plural.contains("/")) {
                    resources.put(
                            name, new Resource(new KindName(kind.apiVersion(), name), path, plural, isNamespaced));
                }
            }
        }
        known.put(kind.apiVersion(), resources);
        Resource resource = resources.get(kind.kind());
        return resource == null ? notServed(kind) : new Answer.Served(resource);
    }

    /// Says which versions there are instead, because that is the usual reason after an upgrade.
    private Answer notServed(KindName kind) {
        List<String> versions = kind.group().isEmpty()
                ? List.of()
                : switch (api.get("/apis/" + encoded(kind.group()))) {
                    case Api.Reply.Answer answer
                    when answer.isSuccess() ->
                        answer.body().items("versions").stream()
                                .flatMap(v ->
                                        v instanceof Json.Obj obj ? obj.text("groupVersion").stream() : Stream.empty())
                                .toList();
                    case Api.Reply _ -> List.<String>of();
                };
        String hint = versions.isEmpty()
                ? "install the CustomResourceDefinition that defines it"
                : "the cluster serves " + String.join(", ", versions) + "; use one of these, or install its"
                        + " CustomResourceDefinition";
        return new Answer.NotServed("The cluster does not know kind " + kind + ": " + hint + ".");
    }

    StepOutcome.Failure failure(ResourceKey key, Answer.NotServed answer) {
        return new StepOutcome.Rejected(Codes.UNKNOWN_KIND, key + " cannot be applied. " + answer.message());
    }

    private static String pathOf(String apiVersion) {
        return apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
