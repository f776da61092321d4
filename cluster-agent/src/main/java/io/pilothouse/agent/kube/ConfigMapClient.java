package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.InventoryStore.UnusableException;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Single ConfigMaps of the agent's namespace, written only over the version that is known.
///
/// Each says who wrote it last. An answer can be lost after the write was done, and then the version that is known is
/// no longer the one that is there: what was written by ourselves we may write over, because we write one ConfigMap
/// never twice at once; what was written by somebody else is the work of a second agent.
final class ConfigMapClient {
    static final String LABEL = "pilothouse.io/inventory";
    private static final String WRITER = "pilothouse.io/written-by";
    /// So many at once are a page that stays bearable even if all of them are full.
    private static final int PAGE = 20;

    private final Api api;
    private final String namespace;
    private final String writer = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

    ConfigMapClient(Api api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    static String nameOf(Json.Obj map) {
        return map.text("metadata", "name").orElse("");
    }

    static String versionOf(Json.Obj map) {
        return map.text("metadata", "resourceVersion").orElse("");
    }

    static String roleOf(Json.Obj map) {
        return map.text("metadata", "labels", LABEL).orElse("");
    }

    Optional<Json.Obj> find(String name) throws UnusableException {
        Api.Reply reply = api.get(path("/" + name));
        return isStatus(reply, 404) ? Optional.empty() : Optional.of(expect(reply));
    }

    List<Json.Obj> list(String selector) throws UnusableException {
        List<Json.Obj> maps = new ArrayList<>();
        String next = "";
        do {
            Json.Obj page = expect(api.get(path("") + "?labelSelector=" + Api.encoded(selector) + "&limit=" + PAGE
                    + (next.isEmpty() ? "" : "&continue=" + Api.encoded(next))));
            for (Json item : page.items("items")) {
                if (item instanceof Json.Obj map) {
                    maps.add(map);
                }
            }
            next = page.text("metadata", "continue").orElse("");
        } while (!next.isEmpty());
        return maps;
    }

    /// @param version that is replaced; empty if there is none
    /// @param content fields of the ConfigMap beside its metadata
    /// @return the new version
    String write(String name, String role, String version, Json.Obj content) throws UnusableException {
        Api.Reply reply = send(name, role, version, content);
        if (isStatus(reply, 404) && version.isEmpty()) {
            createNamespace();
            reply = send(name, role, "", content);
        } else if (isStatus(reply, 404)) {
            // somebody deleted it; what it said is what we write now
            reply = send(name, role, "", content);
        } else if (isStatus(reply, 409)) {
            reply = send(name, role, versionOfOurs(name), content);
        }
        return versionOf(expect(reply));
    }

    private Api.Reply send(String name, String role, String version, Json.Obj content) {
        Json.Obj metadata = Json.ofTexts(Map.of("name", name, "namespace", namespace))
                .with("labels", Json.ofTexts(Map.of(LABEL, role)))
                .with("annotations", Json.ofTexts(Map.of(WRITER, writer)));
        Json.Obj map = content.with("apiVersion", new Json.Text("v1")).with("kind", new Json.Text("ConfigMap"));
        return version.isEmpty()
                ? api.post(path(""), map.with("metadata", metadata))
                : api.put(
                        path("/" + name),
                        map.with("metadata", metadata.with("resourceVersion", new Json.Text(version))));
    }

    /// @param version that is deleted; any where empty
    void delete(String name, String version) throws UnusableException {
        Api.Reply reply = api.delete(path("/" + name), preconditions(version));
        if (isStatus(reply, 409)) {
            reply = api.delete(path("/" + name), preconditions(versionOfOurs(name)));
        }
        if (!isStatus(reply, 404)) {
            expect(reply);
        }
    }

    private static Json.Obj preconditions(String version) {
        return version.isEmpty()
                ? Json.Obj.EMPTY
                : Json.Obj.EMPTY.with("preconditions", Json.ofTexts(Map.of("resourceVersion", version)));
    }

    /// @return the version that is there, empty if nothing is
    /// @throws UnusableException if somebody else wrote it
    private String versionOfOurs(String name) throws UnusableException {
        Optional<Json.Obj> there = find(name);
        if (there.filter(map -> !isOurs(map)).isPresent()) {
            throw new UnusableException(twoAgents());
        }
        return there.map(ConfigMapClient::versionOf).orElse("");
    }

    /// @return true if this agent, since it was started, was the last to write it
    boolean isOurs(Json.Obj map) {
        return map.text("metadata", "annotations", WRITER)
                .filter(writer::equals)
                .isPresent();
    }

    private void createNamespace() throws UnusableException {
        Api.Reply reply = api.createHome();
        if (!isStatus(reply, 409)) {
            expect(reply);
        }
    }

    private static boolean isStatus(Api.Reply reply, int status) {
        return reply instanceof Api.Reply.Answer answer && answer.status() == status;
    }

    private Json.Obj expect(Api.Reply reply) throws UnusableException {
        return switch (reply) {
            case Api.Reply.NoAnswer none -> throw new UnusableException(none.failure());
            case Api.Reply.Answer answer when answer.isSuccess() -> answer.body();
            case Api.Reply.Answer answer when answer.status() == 409 -> throw new UnusableException(twoAgents());
            case Api.Reply.Answer answer ->
                throw new UnusableException(Failures.of(
                        new ResourceKey("", "ConfigMap", namespace, "inventory"),
                        answer,
                        api.connection().server()));
        };
    }

    StepOutcome.Failure twoAgents() {
        return new StepOutcome.Rejected(
                Codes.INVENTORY,
                "The inventory in namespace " + namespace
                        + " was changed by somebody else: make sure that only one agent"
                        + " runs for this cluster, and restart it.");
    }

    private String path(String rest) {
        return "/api/v1/namespaces/" + Api.encoded(namespace) + "/configmaps" + rest;
    }
}
