package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What an API server does to the `data` of one ConfigMap, in twenty lines: the rules of server-side apply, written
/// down a second time so that there is something to compare with.
final class ModelServer {
    static final String US = Manager.OURS;

    final Map<String, String> data = new TreeMap<>();
    final Map<String, Set<String>> owners = new TreeMap<>();

    /// Any other write but an apply.
    void update(String manager, String field, String value) {
        if (!value.equals(data.put(field, value))) {
            owners.put(field, new TreeSet<>(Set.of(manager)));
        }
    }

    void delete(String field) {
        data.remove(field);
        owners.remove(field);
    }

    /// @return the fields that are another manager's and have another value; none is changed if there are some
    Set<String> apply(String manager, Map<String, String> sent, boolean isForced) {
        Set<String> conflicts = sent.keySet().stream()
                .filter(field -> data.containsKey(field) && !data.get(field).equals(sent.get(field)))
                .filter(field -> owners.get(field).stream().anyMatch(owner -> !owner.equals(manager)))
                .collect(Collectors.toSet());
        if (!conflicts.isEmpty() && !isForced) {
            return conflicts;
        }
        sent.forEach((field, value) -> {
            if (!value.equals(data.put(field, value))) {
                owners.put(field, new TreeSet<>());
            }
            owners.computeIfAbsent(field, _ -> new TreeSet<>()).add(manager);
        });
        for (String field : List.copyOf(data.keySet())) {
            if (!sent.containsKey(field)
                    && owners.get(field).remove(manager)
                    && owners.get(field).isEmpty()) {
                delete(field);
            }
        }
        return conflicts;
    }

    Set<String> ownedBy(String manager) {
        return owners.entrySet().stream()
                .filter(field -> field.getValue().contains(manager))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// @return the object as a client sees it
    Json.Obj live() {
        Set<String> managers = owners.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        List<Json> entries = managers.stream().map(this::entry).toList();
        return new Json.Obj(new LinkedHashMap<>(Map.of(
                "metadata",
                new Json.Obj(new LinkedHashMap<>(Map.of("managedFields", new Json.Arr(entries)))),
                "data",
                Json.ofTexts(data))));
    }

    private Json entry(String manager) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put(".", Json.Obj.EMPTY);
        ownedBy(manager).forEach(field -> fields.put("f:" + field, Json.Obj.EMPTY));
        Json.Obj tree = new Json.Obj(new LinkedHashMap<>(fields));
        return Json.ofTexts(Map.of("manager", manager, "operation", manager.equals(US) ? "Apply" : "Update"))
                .with("fieldsV1", Json.Obj.EMPTY.with("f:data", tree));
    }
}
