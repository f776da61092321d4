package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.rights.RightsManifests;
import java.util.Map;

/// Makes a namespace that an application asks for, with the account that writes there. What exists is left alone: a
/// namespace that somebody else made has an owner who decides who may write in it.
record NewNamespace(String name, String agentNamespace, Api api, TenantClient infra) {

    static StepOutcome notFor(Layer layer) {
        return new StepOutcome.Rejected(
                Codes.NO_NAMESPACE,
                "createNamespace means nothing below " + layer.folder()
                        + "/, whose objects may be in any namespace: declare the Namespace as an object.");
    }

    StepOutcome make() {
        if (name.isEmpty()) {
            return notFor(Layer.INFRA);
        }
        ResourceKey key = new ResourceKey("", "Namespace", "", name);
        return switch (api.get("/api/v1/namespaces/" + Api.encoded(name))) {
            case Api.Reply.NoAnswer none -> none.failure();
            case Api.Reply.Answer answer when answer.isSuccess() -> new StepOutcome.Applied(false, answer.body());
            case Api.Reply.Answer answer when answer.status() == 404 -> create(key);
            case Api.Reply.Answer answer ->
                Failures.of(key, answer, api.connection().server());
        };
    }

    private StepOutcome create(ResourceKey key) {
        Json.Obj content = Json.ofTexts(Map.of("apiVersion", "v1", "kind", "Namespace"))
                .with("metadata", Json.ofTexts(Map.of("name", name)));
        StepOutcome made = infra.apply(manifest(key, content), ApplyMode.IF_NOT_PRESENT, false);
        if (made instanceof StepOutcome.Failure) {
            return made;
        }
        for (Json.Obj object : RightsManifests.tenant(name, agentNamespace)) {
            String apiVersion = object.text("apiVersion").orElse("");
            ResourceKey part = new ResourceKey(
                    ResourceKey.groupOf(apiVersion),
                    object.text("kind").orElse(""),
                    name,
                    object.text("metadata", "name").orElse(""));
            StepOutcome outcome = infra.apply(manifest(part, object), ApplyMode.IF_NOT_PRESENT, false);
            if (outcome instanceof StepOutcome.Failure) {
                return outcome;
            }
        }
        return made;
    }

    private static Manifest manifest(ResourceKey key, Json.Obj content) {
        return new Manifest(key, content.text("apiVersion").orElse(""), content, new Origin("createNamespace", 1, 1));
    }
}
