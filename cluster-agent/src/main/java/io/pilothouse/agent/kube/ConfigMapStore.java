package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.Ownership;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps documents in ConfigMaps of the agent's namespace.
///
/// A document that does not fit one ConfigMap goes into parts of a new generation first, and then the head is
/// written that names the generation: the head's one request is the instant at which the new document replaces the
/// old. Every write names the version it replaces, so that of two agents the second is told.
final class ConfigMapStore implements InventoryStore {
    private static final String LABEL = "pilothouse.io/inventory";
    private static final String DOCUMENT = "document.json";
    private static final String PARTS = "parts";
    /// A ConfigMap holds 1 MiB, with its metadata.
    private static final int DEFAULT_PART = 900_000;

    private final Api api;
    private final String namespace;
    private final int partSize;
    private final Map<String, Head> heads = new ConcurrentHashMap<>();

    ConfigMapStore(Api api, String namespace) {
        this(api, namespace, DEFAULT_PART);
    }

    ConfigMapStore(Api api, String namespace, int partSize) {
        this.api = api;
        this.namespace = namespace;
        this.partSize = partSize;
    }

    /// What was last seen of a document's head.
    private record Head(String resourceVersion, long generation, int parts) {
        static final Head NONE = new Head("", 0, 0);
    }

    @Override
    public List<Inventory> loadAll() throws UnusableException {
        List<Inventory> inventories = new ArrayList<>();
        Map<String, Json.Obj> parts = new HashMap<>();
        List<Json.Obj> found = new ArrayList<>();
        String next = "";
        do {
            Json.Obj page = expect(api.get(path("") + "?labelSelector=" + Api.encoded(LABEL) + "&limit=100"
                    + (next.isEmpty() ? "" : "&continue=" + Api.encoded(next))));
            for (Json item : page.items("items")) {
                if (item instanceof Json.Obj map) {
                    String name = map.text("metadata", "name").orElse("");
                    parts.put(name, map);
                    if (map.text("metadata", "labels", LABEL).orElse("").equals("head")) {
                        found.add(map);
                    }
                }
            }
            next = page.text("metadata", "continue").orElse("");
        } while (!next.isEmpty());
        for (Json.Obj head : found) {
            String name = head.text("metadata", "name").orElse("");
            try {
                inventories.add(InventoryCodec.read(document(name, head, parts)));
            } catch (IllegalArgumentException | ClassCastException e) {
                throw unusable(name);
            }
        }
        return inventories;
    }

    @Override
    public void store(Inventory inventory) throws UnusableException {
        write(name(inventory), "head", InventoryCodec.write(inventory));
    }

    @Override
    public void remove(Inventory inventory) throws UnusableException {
        String name = name(inventory);
        Head head = heads.getOrDefault(name, Head.NONE);
        delete(name);
        heads.remove(name);
        deleteParts(name, head);
    }

    @Override
    public Optional<Json.Obj> load(String name) throws UnusableException {
        Api.Reply reply = api.get(path("/" + name));
        if (reply instanceof Api.Reply.Answer answer && answer.status() == 404) {
            return Optional.empty();
        }
        return Optional.of(document(name, expect(reply), Map.of()));
    }

    @Override
    public void store(String name, Json.Obj document) throws UnusableException {
        write(name, "state", document);
    }

    @Override
    public List<String> names(String prefix) throws UnusableException {
        List<String> names = new ArrayList<>();
        String next = "";
        do {
            Json.Obj page = expect(api.get(path("") + "?labelSelector=" + Api.encoded(LABEL + "=state") + "&limit=100"
                    + (next.isEmpty() ? "" : "&continue=" + Api.encoded(next))));
            for (Json item : page.items("items")) {
                if (item instanceof Json.Obj map) {
                    map.text("metadata", "name")
                            .filter(name -> name.startsWith(prefix))
                            .ifPresent(names::add);
                }
            }
            next = page.text("metadata", "continue").orElse("");
        } while (!next.isEmpty());
        return names;
    }

    @Override
    public void remove(String name) throws UnusableException {
        Head head = Optional.ofNullable(heads.remove(name)).orElse(Head.NONE);
        Api.Reply reply = api.delete(path("/" + name), Json.Obj.EMPTY);
        if (!(reply instanceof Api.Reply.Answer answer && answer.status() == 404)) {
            expect(reply);
        }
        deleteParts(name, head);
    }

    @Override
    public byte[] key(String name) throws UnusableException {
        return new StoredKey(api, namespace, name).read();
    }

    private void write(String name, String role, Json.Obj document) throws UnusableException {
        String text = document.canonical();
        Head old = heads.getOrDefault(name, Head.NONE);
        List<String> parts = split(text);
        long generation = old.generation() + 1;
        if (parts.size() > 1) {
            for (int i = 0; i < parts.size(); i++) {
                String part = partName(name, generation, i);
                put(part, "", Map.of(DOCUMENT, parts.get(i)), "part");
            }
        }
        Map<String, String> data =
                parts.size() > 1 ? Map.of(PARTS, generation + "/" + parts.size()) : Map.of(DOCUMENT, text);
        String version = put(name, old.resourceVersion(), data, role);
        heads.put(name, new Head(version, generation, parts.size() > 1 ? parts.size() : 0));
        deleteParts(name, old);
    }

    /// @return the new resource version
    private String put(String name, String resourceVersion, Map<String, String> data, String role)
            throws UnusableException {
        Json.Obj metadata = Json.ofTexts(Map.of("name", name, "namespace", namespace))
                .with("labels", Json.ofTexts(Map.of(LABEL, role)));
        Json.Obj map = Json.ofTexts(Map.of("apiVersion", "v1", "kind", "ConfigMap"))
                .with(
                        "metadata",
                        resourceVersion.isEmpty()
                                ? metadata
                                : metadata.with("resourceVersion", new Json.Text(resourceVersion)))
                .with("data", Json.ofTexts(data));
        Api.Reply reply = resourceVersion.isEmpty() ? api.post(path(""), map) : api.put(path("/" + name), map);
        if (reply instanceof Api.Reply.Answer answer && answer.status() == 404 && resourceVersion.isEmpty()) {
            createNamespace();
            reply = api.post(path(""), map);
        } else if (reply instanceof Api.Reply.Answer answer && answer.status() == 404) {
            // somebody deleted it; what it said is what we write now
            return put(name, "", data, role);
        } else if (reply instanceof Api.Reply.Answer answer && answer.status() == 409 && role.equals("part")) {
            // left over from a write that was cut off; no head names it
            delete(name);
            return put(name, "", data, role);
        }
        return expect(reply).text("metadata", "resourceVersion").orElse("");
    }

    private void createNamespace() throws UnusableException {
        Api.Reply reply = api.createHome();
        boolean isThere = reply instanceof Api.Reply.Answer answer && answer.status() == 409;
        if (!isThere) {
            expect(reply);
        }
    }

    private Json.Obj document(String name, Json.Obj head, Map<String, Json.Obj> loaded) throws UnusableException {
        String version = head.text("metadata", "resourceVersion").orElse("");
        Optional<String> whole = head.text("data", DOCUMENT);
        StringBuilder text = new StringBuilder();
        if (whole.isPresent()) {
            text.append(whole.get());
            heads.put(name, new Head(version, 0, 0));
        } else {
            String[] parts = head.text("data", PARTS).orElse("0/0").split("/", 2);
            Head seen;
            try {
                seen = new Head(version, Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw unusable(name);
            }
            for (int i = 0; i < seen.parts(); i++) {
                String part = partName(name, seen.generation(), i);
                Json.Obj map = loaded.containsKey(part) ? loaded.get(part) : expect(api.get(path("/" + part)));
                text.append(map.text("data", DOCUMENT).orElse(""));
            }
            heads.put(name, seen);
        }
        try {
            return JsonReader.read(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unusable(name);
        }
    }

    private void deleteParts(String name, Head head) {
        for (int i = 0; i < head.parts(); i++) {
            delete(partName(name, head.generation(), i));
        }
    }

    private void delete(String name) {
        api.delete(path("/" + name), Json.Obj.EMPTY);
    }

    private List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            // three bytes at most for a character of the basic plane, and a pair of surrogates is never cut
            int to = text.length();
            if (text.length() - from > partSize || !fits(text, from, to)) {
                to = Math.min(text.length(), from + partSize / 3);
                if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                    to--;
                }
            }
            parts.add(text.substring(from, to));
            from = to;
        }
        return parts;
    }

    private boolean fits(String text, int from, int to) {
        return text.substring(from, to).getBytes(StandardCharsets.UTF_8).length <= partSize;
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

    private StepOutcome.Failure twoAgents() {
        return new StepOutcome.Rejected(
                Codes.INVENTORY,
                "The inventory in namespace " + namespace
                        + " was changed by somebody else: make sure that only one agent"
                        + " runs for this cluster, and restart it.");
    }

    private UnusableException unusable(String name) {
        return new UnusableException(new StepOutcome.Rejected(
                Codes.INVENTORY,
                "The inventory in ConfigMap " + namespace + "/" + name
                        + " cannot be read: restore it from a backup, or delete it; the agent then applies"
                        + " everything again and prunes nothing that it does not know."));
    }

    private String path(String rest) {
        return "/api/v1/namespaces/" + Api.encoded(namespace) + "/configmaps" + rest;
    }

    private static String name(Inventory inventory) {
        return "inventory-" + Ownership.mark(inventory.application());
    }

    private static String partName(String name, long generation, int part) {
        return name + "." + generation + "." + part;
    }
}
