package io.pilothouse.bench.render;

import io.pilothouse.bench.workload.Podinfo;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is rendered: a base of many applications, a file each, with an overlay that touches all of them; and a chart.
final class Overlay {
    static final String FOLDER = "overlay";
    static final String CHART = "chart";

    private Overlay() {}

    /// @return contents by path: as many files as applications, and a kustomization each for base and overlay
    static SortedMap<String, String> kustomization(int applications) {
        SortedMap<String, String> files = new TreeMap<>();
        StringBuilder resources = new StringBuilder("resources:\n");
        for (int number = 0; number < applications; number++) {
            String name = application(number);
            resources.append("  - ").append(name).append(".yaml\n");
            files.put("base/" + name + ".yaml", Podinfo.yaml(name, number));
        }
        files.put("base/kustomization.yaml", resources.toString());
        files.put(FOLDER + "/kustomization.yaml", """
            resources:
              - ../base
            namespace: shop
            namePrefix: prod-
            labels:
              - pairs: {environment: prod}
                includeSelectors: true
            commonAnnotations:
              team: shop
            images:
              - name: ghcr.io/stefanprodan/podinfo
                newName: registry.example.com/podinfo
            replicas:
              - {name: podinfo-0, count: 3}
            patches:
              - target: {kind: Deployment, name: podinfo-1}
                patch: |
                  - {op: replace, path: /spec/minReadySeconds, value: 9}
              - patch: |
                  apiVersion: v1
                  kind: Service
                  metadata: {name: podinfo-2}
                  spec: {type: NodePort}
            """);
        return files;
    }

    /// One file of the base, as a release changes it.
    static Map.Entry<String, String> changed(int release) {
        return Map.entry("base/" + application(0) + ".yaml", Podinfo.yaml(application(0), release));
    }

    /// @return a chart that makes the same applications from its values
    static SortedMap<String, String> chart(int applications) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put(CHART + "/Chart.yaml", "apiVersion: v2\nname: podinfo\nversion: 1.0.0\n");
        files.put(CHART + "/values.yaml", "replicas: 3\napplications: " + applications + "\n");
        String template =
                Podinfo.yaml("podinfo-{{ $number }}", 7).replace("replicas: 0", "replicas: {{ $.Values.replicas }}");
        files.put(
                CHART + "/templates/applications.yaml",
                "{{- range $number := until (int .Values.applications) }}\n---\n" + template + "{{- end }}\n");
        return files;
    }

    private static String application(int number) {
        return "podinfo-" + number;
    }
}
