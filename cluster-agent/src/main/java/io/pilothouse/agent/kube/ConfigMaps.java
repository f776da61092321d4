package io.pilothouse.agent.kube;

import io.pilothouse.agent.inventory.Documents;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.InventoryStore.UnusableException;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps documents in ConfigMaps.
///
/// A document that does not fit one ConfigMap goes into parts of a new generation first, and then the head is
/// written that names the generation: the head's one request is the instant at which the new document replaces the
/// old. Every write names the version it replaces, so that of two agents the second is told.
final class ConfigMaps implements Documents {
    private static final String PART = "part";
    private static final String TEXT = "document.json";
    /// Of a document of shared inventories: `gunzip` makes one line of JSON for each application of it.
    private static final String BINARY = "document.json.gz";
    private static final String PARTS = "parts";
    /// A ConfigMap holds 1 MiB, with its metadata.
    private static final int DEFAULT_PART = 900_000;

    private final Api api;
    private final String namespace;
    private final ConfigMapClient client;
    private final int partSize;
    private final Map<String, Head> heads = new ConcurrentHashMap<>();

    ConfigMaps(Api api, String namespace) {
        this(api, namespace, DEFAULT_PART);
    }

    ConfigMaps(Api api, String namespace, int partSize) {
        this.api = api;
        this.namespace = namespace;
        this.client = new ConfigMapClient(api, namespace);
        this.partSize = partSize;
    }

    /// What was last seen of a document's head.
    private record Head(String version, long generation, int parts) {
        static final Head NONE = new Head("", 0, 0);
    }

    @Override
    public List<Document> inventories() throws UnusableException {
        String roles = roleOf(Form.SINGLE) + "," + roleOf(Form.SHARED) + "," + PART;
        Map<String, Json.Obj> found = new HashMap<>();
        client.list(ConfigMapClient.LABEL + " in (" + roles + ")")
                .forEach(map -> found.put(ConfigMapClient.nameOf(map), map));
        List<Document> documents = new ArrayList<>();
        for (Map.Entry<String, Json.Obj> one : found.entrySet()) {
            for (Form form : List.of(Form.SINGLE, Form.SHARED)) {
                if (ConfigMapClient.roleOf(one.getValue()).equals(roleOf(form))) {
                    documents.add(new Document(one.getKey(), form, content(one.getKey(), one.getValue(), found)));
                }
            }
        }
        return documents;
    }

    @Override
    public Optional<byte[]> read(String name) throws UnusableException {
        Optional<Json.Obj> head = client.find(name);
        return head.isEmpty() ? Optional.empty() : Optional.of(content(name, head.get(), Map.of()));
    }

    @Override
    public void write(String name, Form form, byte[] content) throws UnusableException {
        Head old = content.length > partSize ? refreshed(name) : heads.getOrDefault(name, Head.NONE);
        Head now =
                content.length > partSize ? writeParts(name, form, content, old) : writeWhole(name, form, content, old);
        heads.put(name, now);
        deleteParts(name, old);
    }

    /// Where the answer to the last write was lost, the head may name the very parts that would be written next.
    private Head refreshed(String name) throws UnusableException {
        Optional<Json.Obj> ours = client.find(name).filter(client::isOurs);
        return ours.isPresent() ? headOf(name, ours.get()) : heads.getOrDefault(name, Head.NONE);
    }

    private Head headOf(String name, Json.Obj map) throws UnusableException {
        String version = ConfigMapClient.versionOf(map);
        Optional<String> parts = map.text("data", PARTS);
        if (parts.isEmpty()) {
            long known = heads.getOrDefault(name, Head.NONE).generation();
            return new Head(version, known, 0);
        }
        String[] named = parts.get().split("/", 2);
        try {
            return new Head(version, Long.parseLong(named[0]), Integer.parseInt(named[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw unreadable(name);
        }
    }

    private Head writeWhole(String name, Form form, byte[] content, Head old) throws UnusableException {
        Json.Obj fields = form == Form.SHARED
                ? binary(content)
                : Json.Obj.EMPTY.with("data", Json.ofTexts(Map.of(TEXT, new String(content, StandardCharsets.UTF_8))));
        return new Head(client.write(name, roleOf(form), old.version(), fields), old.generation() + 1, 0);
    }

    private Head writeParts(String name, Form form, byte[] content, Head old) throws UnusableException {
        long generation = old.generation() + 1;
        int parts = 0;
        for (int from = 0; from < content.length; from += partSize) {
            byte[] part = Arrays.copyOfRange(content, from, Math.min(content.length, from + partSize));
            writePart(name, old, partName(name, generation, parts), binary(part));
            parts++;
        }
        Json.Obj fields = Json.Obj.EMPTY.with("data", Json.ofTexts(Map.of(PARTS, generation + "/" + parts)));
        return new Head(client.write(name, roleOf(form), old.version(), fields), generation, parts);
    }

    /// One that is there already is left over from a write that was cut off, and no head names it; unless another
    /// agent wrote it, which the head then tells.
    private void writePart(String name, Head old, String part, Json.Obj fields) throws UnusableException {
        if (client.find(part).isPresent()) {
            boolean isHeadOurs =
                    client.find(name).map(ConfigMapClient::versionOf).orElse("").equals(old.version());
            if (!isHeadOurs) {
                throw new UnusableException(client.twoAgents());
            }
            client.delete(part, "");
        }
        client.write(part, PART, "", fields);
    }

    @Override
    public void remove(String name) throws UnusableException {
        Head head = heads.getOrDefault(name, Head.NONE);
        client.delete(name, head.version());
        heads.remove(name);
        deleteParts(name, head);
    }

    @Override
    public List<String> states(String prefix) throws UnusableException {
        return client.list(ConfigMapClient.LABEL + "=" + roleOf(Form.STATE)).stream()
                .map(ConfigMapClient::nameOf)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    @Override
    public byte[] key(String name) throws UnusableException {
        return new StoredKey(api, namespace, name).read();
    }

    private byte[] content(String name, Json.Obj head, Map<String, Json.Obj> loaded) throws UnusableException {
        Head seen = headOf(name, head);
        if (head.text("data", PARTS).isEmpty()) {
            heads.put(name, seen);
            return bytes(name, head);
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int i = 0; i < seen.parts(); i++) {
            String part = partName(name, seen.generation(), i);
            Optional<Json.Obj> map = loaded.containsKey(part) ? Optional.of(loaded.get(part)) : client.find(part);
            content.writeBytes(bytes(name, map.orElseThrow(() -> unreadable(name))));
        }
        heads.put(name, seen);
        return content.toByteArray();
    }

    private byte[] bytes(String name, Json.Obj map) throws UnusableException {
        Optional<String> text = map.text("data", TEXT);
        if (text.isPresent()) {
            return text.get().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(map.text("binaryData", BINARY).orElse(""));
        } catch (IllegalArgumentException e) {
            throw unreadable(name);
        }
    }

    private void deleteParts(String name, Head head) {
        for (int i = 0; i < head.parts(); i++) {
            try {
                client.delete(partName(name, head.generation(), i), "");
            } catch (UnusableException e) {
                // nothing names it any more: it only takes up room
                return;
            }
        }
    }

    private static Json.Obj binary(byte[] content) {
        return Json.Obj.EMPTY.with(
                "binaryData", Json.ofTexts(Map.of(BINARY, Base64.getEncoder().encodeToString(content))));
    }

    private static String roleOf(Form form) {
        return switch (form) {
            case SINGLE -> "head";
            case SHARED -> "shared";
            case STATE -> "state";
        };
    }

    private static String partName(String name, long generation, int part) {
        return name + "." + generation + "." + part;
    }

    private UnusableException unreadable(String name) {
        return new UnusableException(new StepOutcome.Rejected(
                Codes.INVENTORY,
                "ConfigMap " + namespace + "/" + name
                        + " cannot be read: restore it from a backup, or delete it; what it said is lost then."));
    }
}
