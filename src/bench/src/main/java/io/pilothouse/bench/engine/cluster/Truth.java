package io.pilothouse.bench.engine.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.ObjectSet.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Reads from the API server whether a namespace holds what Git says, with code that no side uses.
public final class Truth {
    /// What a side's result says if it does.
    public static final String RIGHT = "as Git says";

    private static final int PAGE = 500;

    private Truth() {}

    /// @return [#RIGHT], or what is wrong first
    public static String of(Api api, String namespace, ObjectSet wanted) {
        try {
            Map<String, JsonNode> live = new HashMap<>();
            for (String kind : wanted.kinds()) {
                read(api, kind, namespace, live);
            }
            for (Item item : wanted.items()) {
                JsonNode found = live.get(item.kind() + "/" + item.name());
                String wrong = found == null ? "is missing" : difference("", parse(item), found);
                if (!wrong.isEmpty()) {
                    return item.kind() + "/" + item.name() + " " + wrong;
                }
            }
            return RIGHT;
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    private static void read(Api api, String kind, String namespace, Map<String, JsonNode> live)
            throws IOException, InterruptedException {
        String next = "";
        do {
            JsonNode page = api.get(ObjectSet.collection(kind, namespace) + "?limit=" + PAGE
                    + (next.isEmpty() ? "" : "&continue=" + next));
            for (JsonNode object : page.path("items")) {
                live.put(kind + "/" + object.at("/metadata/name").asText(), object);
            }
            next = page.at("/metadata/continue").asText();
        } while (!next.isEmpty());
    }

    private static JsonNode parse(Item item) {
        var settings = LoadSettings.builder().build();
        return Api.JSON.valueToTree(new Load(settings).loadFromString(item.yaml()));
    }

    /// @return the first field that differs; what the cluster has beyond what is wanted does not count
    static String difference(String path, JsonNode wanted, JsonNode live) {
        if (wanted.isObject()) {
            for (Map.Entry<String, JsonNode> field : wanted.properties()) {
                boolean isSecret = field.getKey().equals("stringData");
                JsonNode value = isSecret ? encoded(field.getValue()) : field.getValue();
                String name = isSecret ? "data" : field.getKey();
                boolean isOfList = name.equals("apiVersion") || name.equals("kind");
                String wrong = isOfList && path.isEmpty() ? "" : difference(path + "." + name, value, live.path(name));
                if (!wrong.isEmpty()) {
                    return wrong;
                }
            }
            return "";
        }
        if (wanted.isArray()) {
            for (int i = 0; i < wanted.size(); i++) {
                String wrong = difference(path + "[" + i + "]", wanted.get(i), live.path(i));
                if (!wrong.isEmpty()) {
                    return wrong;
                }
            }
            return wanted.size() == live.size() ? "" : "has another number of items at " + path;
        }
        return wanted.equals(live) ? "" : "is " + live + " and not " + wanted + " at " + path;
    }

    private static JsonNode encoded(JsonNode texts) {
        var data = Api.JSON.createObjectNode();
        texts.properties()
                .forEach(field -> data.put(
                        field.getKey(),
                        Base64.getEncoder()
                                .encodeToString(field.getValue().asText().getBytes(StandardCharsets.UTF_8))));
        return data;
    }
}
