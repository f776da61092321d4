package io.pilothouse.repository.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.BuiltInKinds;
import io.pilothouse.core.slice.BuiltInKinds.Scope;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Claims about Kubernetes, checked against a real API server: that values mean here what they mean there, and which
/// kinds live in a namespace.
class SameAsKubernetesIT {
    private static final String CRD = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: samples.gate.pilothouse.test}
        spec:
          group: gate.pilothouse.test
          scope: Cluster
          names: {kind: Sample, plural: samples}
          versions:
            - name: v1
              served: true
              storage: true
              schema:
                openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """;

    private final ControlPlane plane = SharedControlPlanes.get("a").controlPlane();

    @Test
    void readsScalarsKeysAndTextAsTheApiServerDoes() throws Exception {
        // Given
        List<String> scalars = List.of(
                "yes",
                "no",
                "on",
                "off",
                "y",
                "n",
                "Y",
                "N",
                "True",
                "FALSE",
                "~",
                "null",
                "",
                "NULL",
                "0777",
                "0o17",
                "0x1F",
                "0b101",
                "-0x10",
                "010",
                "08",
                "0",
                "-0",
                "1_000",
                "+5",
                "1e3",
                "1.50",
                ".5",
                "5.",
                "1e-2",
                "-1.5E+2",
                "9007199254740993",
                "12:30",
                "2026-01-01",
                "1.2.3",
                "0x",
                "0xg",
                "1e",
                "+",
                ".",
                "-a",
                "1__0",
                "0_7",
                "!!str 123",
                "!!int \"5\"",
                "!!float 1",
                "'1e3'",
                "\"no\"",
                "nope",
                "=",
                "a#b",
                "a #b",
                "\"\\u00e9\\x41\\n\"",
                "'it''s'",
                "|\n    a\n      b\n",
                ">\n    a\n    b\n\n    c\n",
                "|-\n    a\n",
                ">+\n    a\n\n",
                "[a, [b], {c: d}]",
                "{a: , b}",
                "a\n    b",
                "\"a\n    b\"",
                "&x z",
                "*x",
                "yEs",
                "nULL",
                "0_",
                "_0",
                "1,000",
                "0.1e-7",
                "6.02e23",
                "-.5",
                "+.5");
        String body = "apiVersion: gate.pilothouse.test/v1\nkind: Sample\nmetadata: {name: all}\nvalues:\n"
                + scalars.stream().map(scalar -> "  - " + scalar + "\n").collect(Collectors.joining())
                + "keys: {8080: a, true: b, 1.5: c, 2026-01-01: d, \"on\": e, -5: f}\n"
                + "base: &b {one: 1, two: 2}\nmerged:\n  <<: *b\n  two: own\n";
        awaitKind();

        // When
        Json.Obj stored =
                object(post("/apis/gate.pilothouse.test/v1/samples", body).body());
        YamlFile ours = YamlGate.parse(body.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(ours.problems()).isEmpty();
        Json.Obj read = (Json.Obj) ours.documents().getFirst().content();
        List<Json> theirs = stored.items("values");
        assertThat(theirs).hasSize(scalars.size());
        for (int i = 0; i < scalars.size(); i++) {
            assertThat(read.items("values").get(i)).as(scalars.get(i)).isEqualTo(theirs.get(i));
        }
        assertThat(read.get("keys")).isEqualTo(stored.get("keys"));
        assertThat(read.get("merged")).isEqualTo(stored.get("merged"));
    }

    @Test
    void knowsTheScopeOfEveryKindThatKubernetesHasItself() throws Exception {
        // Given
        List<String> versions = new ArrayList<>(List.of("/api/v1"));
        for (Json group : json("/apis").items("groups")) {
            for (Json version : ((Json.Obj) group).items("versions")) {
                versions.add(
                        "/apis/" + ((Json.Obj) version).text("groupVersion").orElseThrow());
            }
        }
        versions.removeIf(version -> version.contains(".pilothouse."));

        // When
        SortedMap<String, String> wrong = new TreeMap<>();
        for (String version : versions) {
            String group = version.equals("/api/v1") ? "" : version.split("/", -1)[2];
            for (Json item : json(version).items("resources")) {
                Json.Obj resource = (Json.Obj) item;
                String kind = resource.text("kind").orElseThrow();
                Scope scope = resource.get("namespaced").equals(Optional.of(new Json.Bool(true)))
                        ? Scope.NAMESPACED
                        : Scope.CLUSTER;
                boolean isWhole = !resource.text("name").orElseThrow().contains("/");
                if (isWhole && !BuiltInKinds.scope(group, kind).equals(Optional.of(scope))) {
                    wrong.put(group + "/" + kind, scope.name());
                }
            }
        }

        // Then
        assertThat(versions).hasSizeGreaterThan(10);
        assertThat(wrong).isEmpty();
    }

    private Json.Obj json(String path) throws Exception {
        String body = send(request(path).GET()).body();
        return (Json.Obj) YamlGate.parse(body.getBytes(StandardCharsets.UTF_8))
                .documents()
                .getFirst()
                .content();
    }

    private void awaitKind() throws Exception {
        HttpResponse<String> created = post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", CRD);
        assertThat(created.statusCode()).as(created.body()).isIn(201, 409);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        send(request("/apis/gate.pilothouse.test/v1/samples").GET())
                                        .statusCode()
                                == 200);
        send(request("/apis/gate.pilothouse.test/v1/samples/all").DELETE());
    }

    private HttpResponse<String> post(String path, String yaml) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString(yaml)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(plane.apiUrl() + path))
                .header("Authorization", "Bearer " + plane.adminToken())
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(trust()).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private SSLContext trust() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(plane.authorityPem().getBytes(StandardCharsets.UTF_8))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Json.Obj object(String json) throws IOException {
        YamlFile file = YamlGate.parse(json.getBytes(StandardCharsets.UTF_8));
        if (!(file.documents().getFirst().content() instanceof Json.Obj object)
                || object.get("values").isEmpty()) {
            throw new IOException(json);
        }
        return object;
    }
}
