package io.pilothouse.repository.render;

import static io.pilothouse.repository.render.Commit.app;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.slice.InputError;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The catalogue of bad manifests: each is one error of its application that says what is wrong and never quotes the
/// file, and every other application is rendered all the same. What concerns URLs and trees is tested where they are
/// read, what only an API server can know by the agent.
class BadInputTest {
    private static final String WEB = "app/clusters/c/shop/web/";
    private static final String CANARY = "canary-4711";
    private static final String HEAD = "apiVersion: v1\nkind: ConfigMap\n";
    private static final String SECRET = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n";

    static Stream<Arguments> manifests() {
        return Stream.of(
                // YAML and JSON
                input("31 alias bomb", "PH-114", bomb()),
                input("32 anchor that contains itself", "PH-117", "a: &a [*a, " + CANARY + "]\n"),
                input("33 flow depth 5,000", "PH-113", "a: " + "[".repeat(5_000)),
                input("33 flow depth 1,000,000", "PH-113", "a: " + "[".repeat(1_000_000)),
                input(
                        "34 duplicate key in metadata",
                        "PH-111",
                        HEAD + "metadata:\n  name: a\n  name: " + CANARY + "\n"),
                input(
                        "35 scalar of 4 MB",
                        "PH-112",
                        HEAD + "metadata: {name: a}\ndata: {a: " + "x".repeat(4_200_000) + "}"),
                input("36 20,000 documents", "PH-115", "a: 1\n---\n".repeat(20_000)),
                input("37 tab as indentation", "PH-110", HEAD + "metadata:\n\tname: " + CANARY + "\n"),
                input("37 NUL", "PH-118", HEAD + "metadata: {name: \"a\0" + CANARY + "\"}\n"),
                input(
                        "37 half a character",
                        "PH-118",
                        HEAD + "metadata: {name: a}\ndata: {a: \"\\ud800" + CANARY + "\"}\n"),
                input("38 foreign tag", "PH-116", "a: !!javax.script.ScriptEngineManager [" + CANARY + "]\n"),
                input("38 binary tag", "PH-116", "a: !!binary " + CANARY + "\n"),
                input("38 damaged directive", "PH-110", "{!;%b\u00C6"),
                input("39 JSON with a key twice", "PH-111", "{\"a\": 1, \"a\": \"" + CANARY + "\"}"),
                input("39 JSON with more after it", "PH-110", "{\"a\": 1} " + CANARY + " }"),
                input("39 JSON of depth 2,000", "PH-113", "{\"a\": " + "[".repeat(2_000) + "]".repeat(2_000) + "}"),
                input("39 number of 400 digits", "PH-119", "{\"a\": 1" + "0".repeat(400) + "0}"),
                input("40 no as a value", "PH-150", HEAD + "metadata: {name: a}\ndata: {a: no}\n"),
                input("40 0777 as a value", "PH-150", HEAD + "metadata: {name: a}\ndata: {a: 0777}\n"),
                input("40 1e3 as a value", "PH-150", HEAD + "metadata: {name: a}\ndata: {a: 1e3}\n"),
                // Kubernetes' rules
                input("41 no kind", "PH-150", "apiVersion: v1\nmetadata: {name: a}\n"),
                input("41 no apiVersion", "PH-150", "kind: ConfigMap\nmetadata: {name: a}\n"),
                input("41 no name", "PH-150", HEAD + "metadata: {labels: {a: " + CANARY + "}}\n"),
                input("42 name that climbs", "PH-150", HEAD + "metadata: {name: ../../x}\n"),
                input("42 name in upper case", "PH-150", HEAD + "metadata: {name: " + CANARY + "X}\n"),
                input("42 name of 254 characters", "PH-150", HEAD + "metadata: {name: " + "a".repeat(254) + "}\n"),
                input("42 name of an emoji", "PH-150", HEAD + "metadata: {name: \uD83D\uDE00}\n"),
                input("43 the system's namespace", "PH-152", HEAD + "metadata: {name: a, namespace: kube-system}\n"),
                input("43 another tenant's namespace", "PH-152", HEAD + "metadata: {name: a, namespace: billing}\n"),
                input("44 list in a list", "PH-150", "apiVersion: v1\nkind: List\nitems: [{kind: List, items: []}]\n"),
                input("44 list of 10,000 objects", "PH-156", many()),
                input(
                        "46 object of the whole cluster",
                        "PH-153",
                        "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n"),
                input(
                        "47 object twice",
                        "PH-154",
                        HEAD + "metadata: {name: a}\n---\n" + HEAD + "metadata: {name: a}\n"),
                input("48 generateName", "PH-151", HEAD + "metadata: {name: a, generateName: " + CANARY + "-}\n"),
                input(
                        "50 object of 1.6 MB",
                        "PH-155",
                        HEAD + "metadata: {name: a}\ndata: {a: " + "x".repeat(1_600_000) + "}\n"),
                input(
                        "51 annotation of 257 KiB",
                        "PH-155",
                        HEAD + "metadata: {name: a, annotations: {a: " + "x".repeat(257 << 10) + "}}\n"),
                input(
                        "54 object of ours",
                        "PH-124",
                        "apiVersion: pilothouse.io/v1\nkind: Cluster\nmetadata: {name: a}\n"),
                input(
                        "54 our label",
                        "PH-157",
                        HEAD + "metadata: {name: a, labels: {pilothouse.io/application: " + CANARY + "}}\n"),
                input("55 namespace without pod security", "PH-153", """
                    apiVersion: v1
                    kind: Namespace
                    metadata:
                      name: shop
                      labels: {pod-security.kubernetes.io/enforce: privileged}
                    """),
                input("56 binding to cluster-admin", "PH-159", """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: RoleBinding
                    metadata: {name: a}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                    subjects: []
                    """),
                input("57 service account's token", "PH-159", SECRET + "type: kubernetes.io/service-account-token\n"),
                input("58 webhook", "PH-153", """
                    apiVersion: admissionregistration.k8s.io/v1
                    kind: ValidatingWebhookConfiguration
                    metadata: {name: a}
                    """),
                input(
                        "60 encrypted with SOPS",
                        "PH-192",
                        SECRET + "stringData: {a: \"ENC[AES256_GCM,data:" + CANARY + "]\"}\nsops: {mac: x}\n"));
    }

    private static Arguments input(String what, String code, String manifest) {
        return Arguments.of(what, code, manifest);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manifests")
    void isOneErrorOfItsApplication(String what, String code, String manifest) throws Exception {
        // Given
        Commit commit = new Commit()
                .with(WEB + "bad.yaml", manifest)
                .with("app/clusters/c/shop/api/config.yaml", Commit.CONFIG)
                .with("infra/clusters/c/config.yaml", Commit.CONFIG.replace("a}", "a, namespace: kube-system}"));

        // When
        List<InputError> errors = commit.refused(app("shop", "web"));

        // Then
        assertThat(errors).as(what).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.origin().file()).isEqualTo(WEB + "bad.yaml");
            assertThat(error.toString()).doesNotContain(CANARY).hasSizeLessThan(400);
        });
        assertThat(commit.manifests(app("shop", "api"))).hasSize(1);
        assertThat(commit.manifests(Commit.infra("cluster"))).hasSize(1);
    }

    private static String bomb() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x]\n");
        for (int level = 1; level <= 14; level++) {
            yaml.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(level, level, level - 1, level - 1, level - 1));
        }
        return yaml.toString();
    }

    private static String many() {
        return "apiVersion: v1\nkind: List\nitems:\n"
                + IntStream.range(0, 10_000)
                        .mapToObj("- {apiVersion: v1, kind: ConfigMap, metadata: {name: c%d}}\n"::formatted)
                        .collect(Collectors.joining());
    }
}
