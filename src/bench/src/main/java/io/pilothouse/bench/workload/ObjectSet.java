package io.pilothouse.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// So many objects of one namespace, made from a seed: what a cluster is to hold. The names are the same whatever the
/// number, so a larger set begins with the smaller one.
///
/// @param items in the order in which they are declared; those of one application beside each other
public record ObjectSet(List<Item> items) {
    /// Characters of a plain ConfigMap's value.
    private static final int VALUE = 2_000;
    /// Kinds of an application's settings where kinds are mixed.
    private static final List<String> MIXTURE = List.of("ConfigMap", "Secret", "Gauge", "ConfigMap");
    /// An API server takes little more than a mebibyte.
    private static final int LARGE = 500_000;

    public ObjectSet {
        items = List.copyOf(items);
    }

    /// A kind that no API server brings along.
    public static final String DEFINITION = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: gauges.bench.pilothouse.io}
        spec:
          group: bench.pilothouse.io
          scope: Namespaced
          names: {kind: Gauge, listKind: GaugeList, plural: gauges, singular: gauge}
          versions:
            - name: v1
              served: true
              storage: true
              schema:
                openAPIV3Schema:
                  type: object
                  properties:
                    spec:
                      type: object
                      properties: {value: {type: string}}
        """;

    /// Which kinds of objects.
    public enum Shape {
        /// Applications of [Podinfo], rounded up with ConfigMaps.
        PODINFO,
        /// The same with a ConfigMap of 2 KB in each.
        PODINFO_AND_SETTINGS,
        /// ConfigMaps of 2 KB, four to an application.
        CONFIG_MAPS,
        /// Both, Secrets and custom resources among them, and one object of 500 KB.
        MIXED
    }

    /// One object.
    ///
    /// @param application which it belongs to
    /// @param yaml without a namespace
    public record Item(String application, String kind, String name, String yaml) {

        /// @return its path at an API server
        public String path(String namespace) {
            return collection(kind, namespace) + "/" + name;
        }
    }

    public static ObjectSet of(Shape shape, int objects, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Item> items = new ArrayList<>();
        for (int number = 0; items.size() < objects; number++) {
            boolean isPodinfo = switch (shape) {
                case PODINFO, PODINFO_AND_SETTINGS -> true;
                case CONFIG_MAPS -> false;
                case MIXED -> number % 2 == 0;
            };
            if (isPodinfo && objects - items.size() >= Podinfo.OBJECTS) {
                items.addAll(podinfo(number, 1));
                if (shape == Shape.PODINFO_AND_SETTINGS && items.size() < objects) {
                    String name = application(number);
                    items.add(new Item(name, "ConfigMap", name, map("ConfigMap", "data", name, text(VALUE, random))));
                }
            } else {
                int wanted = Math.min(Podinfo.OBJECTS, objects - items.size());
                items.addAll(settings(number, wanted, shape, random));
            }
        }
        return new ObjectSet(items);
    }

    /// @return the path of all objects of a kind in a namespace
    public static String collection(String kind, String namespace) {
        return switch (kind) {
            case "Deployment" -> "/apis/apps/v1/namespaces/" + namespace + "/deployments";
            case "Ingress" -> "/apis/networking.k8s.io/v1/namespaces/" + namespace + "/ingresses";
            case "Gauge" -> "/apis/bench.pilothouse.io/v1/namespaces/" + namespace + "/gauges";
            case "Namespace" -> "/api/v1/namespaces";
            default -> "/api/v1/namespaces/" + namespace + "/" + plural(kind);
        };
    }

    private static String plural(String kind) {
        return switch (kind) {
            case "ConfigMap" -> "configmaps";
            case "Secret" -> "secrets";
            case "Service" -> "services";
            case "ServiceAccount" -> "serviceaccounts";
            default -> throw new IllegalArgumentException("no path for kind " + kind);
        };
    }

    /// @return the Deployment of an application with another image
    public static Item deployment(int application, int image) {
        String name = application(application);
        return new Item(name, "Deployment", name, Podinfo.deployment(name, image));
    }

    /// @return the image that [#deployment] names
    public static String image(int image) {
        return "ghcr.io/stefanprodan/podinfo:6.7." + image;
    }

    public static String application(int number) {
        return "podinfo-" + number;
    }

    /// @return the kinds there are
    public List<String> kinds() {
        return items.stream().map(Item::kind).distinct().sorted().toList();
    }

    public int applications() {
        return (int) items.stream().map(Item::application).distinct().count();
    }

    private static List<Item> podinfo(int number, int image) {
        String name = application(number);
        return List.of(
                new Item(name, "ServiceAccount", name, Podinfo.serviceAccount(name)),
                new Item(name, "Service", name, Podinfo.service(name)),
                new Item(name, "Ingress", name, Podinfo.ingress(name)),
                deployment(number, image));
    }

    private static List<Item> settings(int number, int count, Shape shape, SplittableRandom random) {
        String application = "settings-" + number;
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> {
                    boolean isLarge = shape == Shape.MIXED && number == 1 && i == 0;
                    String name = application + "-" + i;
                    String value = text(isLarge ? LARGE : VALUE, random);
                    String kind = shape == Shape.MIXED ? MIXTURE.get(i) : "ConfigMap";
                    String yaml = switch (kind) {
                        case "Secret" -> map(kind, "stringData", name, value);
                        case "Gauge" ->
                            map(kind, "spec", name, value)
                                    .replace("apiVersion: v1", "apiVersion: bench.pilothouse.io/v1");
                        default -> map(kind, "data", name, value);
                    };
                    return new Item(application, kind, name, yaml);
                })
                .toList();
    }

    private static String map(String kind, String field, String name, String value) {
        return """
            apiVersion: v1
            kind: %s
            metadata:
              name: %s
            %s:
              value: "%s"
            """.formatted(kind, name, field, value);
    }

    private static String text(int length, SplittableRandom random) {
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
