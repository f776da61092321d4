package io.pilothouse.repository.kustomize;

import java.util.Map;

/// Where ours differs from the reference on purpose.
final class KnownDifferences {
    /// By case of the corpus.
    static final Map<String, Difference> ALL = Map.ofEntries(
            refused("stricter/behaviour-that-does-not-exist", "PH-171", "there it counts as none"),
            refused("stricter/build-metadata-that-does-not-exist", "PH-171", "there it does nothing"),
            refused("stricter/delete-from-primitive-list", "PH-178", "there it stays in the object as a field"),
            refused("stricter/directive-in-a-list-that-is-not-merged", "PH-178", "there it stays in the object"),
            refused("stricter/duplicate-key-in-kustomization", "PH-111", "there the last one counts"),
            refused("stricter/element-replaced-by-directive", "PH-178", "there it does nothing"),
            refused("stricter/element-without-its-key", "PH-178", "there all containers are deleted"),
            refused("stricter/env-line-without-name", "PH-176", "there the line is lost"),
            refused("stricter/literal-with-bad-key", "PH-176", "the API server refuses the key"),
            refused("stricter/map-copied-over-a-text", "PH-177", "there the text becomes empty"),
            refused("stricter/path-without-slash", "PH-178", "there another field than the one meant is changed"),
            refused("stricter/port-with-protocol-where-the-object-has-none", "PH-178", "there the patch is lost"),
            refused("stricter/port-without-protocol-where-the-object-has-one", "PH-178", "there the patch is lost"),
            refused("stricter/retain-keys", "PH-178", "there it stays in the object as a field"),
            refused("stricter/set-element-order", "PH-178", "there it stays in the object as a field"),
            refused("stricter/whole-object-replaced", "PH-178", "there it does nothing"),
            built("json6902/number-that-a-double-cannot-hold", "there it is rounded", """
                apiVersion: example.org/v1
                kind: Thing
                metadata: {name: gadget}
                spec: {big: 9007199254740993, size: 3}
                """),
            built(
                    "merge/list-directive-where-the-object-has-no-list",
                    "there the directive stays, and the items are lost",
                    """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: p}
                    spec:
                      containers: [{name: p, image: p}]
                      volumes: [{name: v, emptyDir: {}}]
                    """),
            built("metadata/managed-by-label", "there, in kubectl, it is a value that no label can have", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, labels: {app: web, app.kubernetes.io/managed-by: kustomize-v5.5.0}}
                """),
            built("yaml/dates", "there a date becomes a time, which kubectl itself does not make of it", """
                apiVersion: example.org/v1
                kind: Thing
                metadata: {name: t}
                spec: {day: "2026-11-21", moment: "2026-11-21T10:00:00Z"}
                """),
            built("yaml/folded-text-with-an-indented-line", "there each printing adds an empty line", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: p-t}
                data: {folded: "a\\nb\\n  c\\n"}
                """));

    /// How a case differs.
    sealed interface Difference {
        /// Ours refuses what the reference builds.
        record Refused(String code, String why) implements Difference {}

        /// Ours builds something else.
        ///
        /// @param yaml what
        record Built(String why, String yaml) implements Difference {}
    }

    private KnownDifferences() {}

    private static Map.Entry<String, Difference> built(String name, String why, String yaml) {
        return Map.entry(name, new Difference.Built(why, yaml));
    }

    private static Map.Entry<String, Difference> refused(String name, String code, String why) {
        return Map.entry(name, new Difference.Refused(code, why));
    }
}
