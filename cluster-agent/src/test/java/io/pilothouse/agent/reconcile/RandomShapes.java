package io.pilothouse.agent.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Objects with whatever of their fields chance brings: maps and lists of every sort that server-side apply knows.
final class RandomShapes {
    /// Lists that are sets, keyed and atomic, a key with a default of its own, and maps that are atomic and open.
    static final String DEFINITION = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
         "metadata":{"name":"shapes.drift.pilothouse.test"},
         "spec":{"group":"drift.pilothouse.test","scope":"Namespaced",
          "names":{"kind":"Shape","listKind":"ShapeList","plural":"shapes","singular":"shape"},
          "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{
           "spec":{"type":"object","properties":{
             "set":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
             "list":{"type":"array","x-kubernetes-list-type":"atomic","items":{"type":"integer"}},
             "map":{"type":"object","x-kubernetes-map-type":"atomic","additionalProperties":{"type":"string"}},
             "open":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
             "defaulted":{"type":"string","default":"x"},
             "items":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["id","color"],
               "items":{"type":"object","required":["id"],"properties":{"id":{"type":"integer"},
                 "color":{"type":"string","default":"red"},"note":{"type":"string"},
                 "inner":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"boolean"}}}}}}
           }}}}}}]}}
        """;

    private final Random random;

    RandomShapes(Random random) {
        this.random = random;
    }

    String configMap(String name) {
        return """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s"%s},"data":%s}
            """.formatted(name, labels(), texts("a", "b.c", "d"));
    }

    String service(String name) {
        List<String> ports = new ArrayList<>(List.of(
                "{\"name\":\"main\",\"port\":80,\"protocol\":\"TCP\"%s}".formatted(maybe("targetPort", "8080"))));
        if (random.nextBoolean()) {
            ports.add("{\"name\":\"dns\",\"port\":53,\"protocol\":\"UDP\"}");
        }
        if (random.nextBoolean()) {
            ports.add("{\"name\":\"dns-tcp\",\"port\":53,\"protocol\":\"TCP\"}");
        }
        return """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"%s"%s},
             "spec":{"selector":%s,"ports":[%s]%s}}
            """.formatted(
                        name,
                        labels(),
                        texts("app", "tier"),
                        String.join(",", ports),
                        maybe("sessionAffinity", "\"ClientIP\""));
    }

    String deployment(String name) {
        List<String> containers = new ArrayList<>(List.of(container("web")));
        if (random.nextBoolean()) {
            containers.add(container("side"));
        }
        return """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"%1$s"%2$s},
             "spec":{"paused":true,%3$s"selector":{"matchLabels":{"app":"a"}},"template":{"metadata":{"labels":{"app":"a"}},
              "spec":{%4$s"containers":[%5$s]}}}}
            """.formatted(
                        name,
                        labels(),
                        random.nextBoolean() ? "\"replicas\":" + random.nextInt(1, 4) + "," : "",
                        random.nextBoolean() ? "\"securityContext\":" + securityContext() + "," : "",
                        String.join(",", containers));
    }

    private String securityContext() {
        return random.nextInt(3) == 0 ? "{}" : "{\"runAsUser\":" + random.nextInt(1, 4) + "}";
    }

    private String container(String name) {
        return "{\"name\":\"%s\",\"image\":\"i:%d\"%s%s%s%s}"
                .formatted(
                        name,
                        random.nextInt(2),
                        maybe("args", List.of("[\"x\"]", "[\"x\",\"y\"]").get(random.nextInt(2))),
                        maybe("env", "[{\"name\":\"A\",\"value\":\"" + random.nextInt(2) + "\"},{\"name\":\"B\"}]"),
                        maybe(
                                "resources",
                                "{\"requests\":{\"cpu\":\"" + random.nextInt(1, 3) + "000m\",\"memory\":\"1024Mi\"}}"),
                        maybe("ports", "[{\"containerPort\":53,\"protocol\":\"UDP\"},{\"containerPort\":53}]"));
    }

    String shape(String name) {
        String items = IntStream.range(0, random.nextInt(3))
                .mapToObj(id -> "{\"id\":%d%s%s%s}"
                        .formatted(
                                id,
                                maybe("color", "\"blue\""),
                                maybe("note", "\"" + random.nextInt(2) + "\""),
                                maybe("inner", "{\"a\":\"x\"" + maybe("b", "false") + "}")))
                .collect(Collectors.joining(","));
        return """
            {"apiVersion":"drift.pilothouse.test/v1","kind":"Shape","metadata":{"name":"%s"%s},
             "spec":{"items":[%s]%s%s%s%s%s}}
            """.formatted(
                name,
                labels(),
                items,
                maybe(
                        "set",
                        List.of("[\"a\"]", "[\"b\",\"a\"]", "[\"c<d\"]", "[]").get(random.nextInt(4))),
                maybe("list", List.of("[1,2]", "[2]", "[]").get(random.nextInt(3))),
                maybe("map", texts("p", "q")),
                maybe("open", "{\"l\":[{\"z\":1}],\"m\":" + texts("r") + "}"),
                maybe("defaulted", "\"y\""));
    }

    private String labels() {
        return random.nextBoolean() ? ",\"labels\":" + texts("x.io/a", "b") : "";
    }

    private String texts(String... names) {
        return List.of(names).stream()
                .filter(_ -> random.nextInt(4) > 0)
                .map(name -> "\"" + name + "\":\"" + random.nextInt(3) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String maybe(String field, String value) {
        return random.nextBoolean() ? ",\"" + field + "\":" + value : "";
    }
}
