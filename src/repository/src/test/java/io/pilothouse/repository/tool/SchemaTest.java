package io.pilothouse.repository.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.layout.ClusterLayout;
import io.pilothouse.repository.layout.LayoutException;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.tree.MapTree;
import io.pilothouse.repository.yaml.YamlGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the published schemas against the readers: the same fields, and the same verdicts.
class SchemaTest {
    private static final String BOGUS = "qqqqqqqq";

    /// A kind of file, its schema, and where it stands.
    enum Kind {
        FLEET("Fleet", "fleet", "fleet/fleet.yaml"),
        CLUSTER("Cluster", "cluster", "fleet/clusters/c.yaml"),
        GROUP("Group", "group", "fleet/groups/g.yaml"),
        POLICY("NamespacePolicy", "namespace-policy", "app/clusters/c/n/namespace.yaml"),
        APPLICATION("Application", "application", "app/clusters/c/n/a/application.yaml"),
        INFRA("Application", "application", "infra/clusters/c/a/application.yaml");

        private final String word;
        private final String schema;
        private final String place;

        Kind(String word, String schema, String place) {
            this.word = word;
            this.schema = schema;
            this.place = place;
        }

        String document(String spec) {
            return "{apiVersion: pilothouse.io/v1, kind: " + word + ", spec: " + spec + "}";
        }
    }

    /// A document that both take, or that both refuse.
    record Case(Kind kind, boolean isGood, String spec) {}

    static Stream<Case> cases() {
        return Stream.of(
                        good(Kind.FLEET, "{}", "", "{variables: {A: b, c_1: ''}}", "{environments: []}"),
                        good(
                                Kind.FLEET,
                                "{environments: [{name: test, branch: t}, {name: prod, promotesFrom: test}]}",
                                "{defaults: {sync: {mode: manual, prune: false, drift: notify, timeout: 1h30m,"
                                        + " deletion: orphan, limits: {maxDeletions: 3, maxDeletionRatio: 0.5}}}}",
                                "{defaults: {checklist: [{check: pinned-image}, {check: non-root, action: warn}]}}"),
                        bad(
                                Kind.FLEET,
                                "{waves: []}",
                                "{objectives: {}}",
                                "{notifications: {}}",
                                "{environments: {}}",
                                "{environments: [{branch: a}]}",
                                "{environments: [{name: ' '}]}",
                                "{environments: [{name: 1}]}",
                                "{variables: {CLUSTER: a}}",
                                "{variables: {LABEL_X: a}}",
                                "{variables: {1A: a}}",
                                "{variables: {A: 1}}",
                                "{variables: [a]}",
                                "{defaults: {sync: {mode: automatic}}}",
                                "{defaults: {sync: {prune: 'true'}}}",
                                "{defaults: {sync: {timeout: 10}}}",
                                "{defaults: {sync: {timeout: '10'}}}",
                                "{defaults: {sync: {limits: {maxDeletions: -1}}}}",
                                "{defaults: {sync: {limits: {maxDeletions: 1.5}}}}",
                                "{defaults: {sync: {limits: {maxDeletionRatio: 2}}}}",
                                "{defaults: {sync: {retry: {limit: 0.5}}}}",
                                "{defaults: {sync: {retry: {backoff: 5}}}}",
                                "{defaults: {sync: {windows: [{duration: 1h}]}}}",
                                "{defaults: {sync: {windows: [{deny: 0 9 * * 1, allow: 0 9 * * 2, duration: 1h}]}}}",
                                "{defaults: {sync: {windows: [{deny: 0 9 * * 1}]}}}",
                                "{defaults: {sync: {options: {serverSideDiff: true}}}}",
                                "{defaults: {sync: {dependsOn: []}}}",
                                "{defaults: {ignore: [{paths: [/spec/replicas]}]}}",
                                "{defaults: {serviceAccount: a}}",
                                "{defaults: {checklist: [{check: probes}]}}",
                                "{defaults: {checklist: [{action: warn}]}}",
                                "{defaults: {checklist: [{check: non-root, action: ignore}]}}",
                                "{defaults: {}, sync: {}}",
                                "[]",
                                "text"),
                        good(
                                Kind.CLUSTER,
                                "",
                                "{environment: prod, labels: {a: b}, location: Oslo, suspended: true, sync: {mode:"
                                        + " auto}, checklist: [], variables: {A: b}}",
                                "{freezes: [{from: '2026-12-20T00:00:00Z', until: '2027-01-02T07:00:00+01:00', reason:"
                                        + " peak season}]}"),
                        bad(
                                Kind.CLUSTER,
                                "{labels: {a: 1}}",
                                "{labels: [a]}",
                                "{suspended: 'yes'}",
                                "{freezes: [{until: '2027-01-02T07:00:00Z'}]}",
                                "{freezes: [{reason: peak season}]}",
                                "{freezes: [{until: '2027-01-02', reason: peak season}]}",
                                "{freezes: [{until: '2027-01-02T07:00:00Z', reason: peak season, by: me}]}",
                                "{location: 5}",
                                "{environment: ''}",
                                "{name: c}"),
                        good(
                                Kind.GROUP,
                                "{selector: {}}",
                                "{selector: {matchLabels: {a: b}}, variables: {A: b}}",
                                "{selector: {matchExpressions: [{key: a, operator: In, values: [b]}, {key: c, operator:"
                                        + " Exists}]}}",
                                "{selector: {}, include: [{path: app/base/x, as: web, namespace: shop, variables: {A:"
                                        + " b}}]}",
                                "{selector: {}, include: [{path: infra/base/x}]}"),
                        bad(
                                Kind.GROUP,
                                "",
                                "{}",
                                "{selector: {matchLabels: {a: 1}}}",
                                "{selector: {matchExpressions: [{key: a, operator: In}]}}",
                                "{selector: {matchExpressions: [{key: a, operator: In, values: []}]}}",
                                "{selector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}",
                                "{selector: {matchExpressions: [{key: a, operator: Equals, values: [b]}]}}",
                                "{selector: {matchExpressions: [{operator: Exists}]}}",
                                "{selector: {}, include: [{as: y}]}",
                                "{selector: {}, include: [{path: app/base/x}]}",
                                "{selector: {}, include: [{path: infra/base/x, namespace: shop}]}",
                                "{selector: {}, include: [{path: app/base/x, namespace: N}]}",
                                "{selector: {}, include: [{path: app/base/x, namespace: shop, as: Y}]}"),
                        good(
                                Kind.POLICY,
                                "",
                                "{tenant: shop, allowedKinds: [ConfigMap, Ingress.networking.k8s.io, '*.apps'],"
                                        + " deniedKinds: [Secret]}",
                                "{quota: {pods: '20'}, limitRange: {default: {cpu: '1'}}, networkPolicy: deny-all}",
                                "{networkPolicy: none}",
                                "{serviceAccount: deployer}"),
                        bad(
                                Kind.POLICY,
                                "{serviceAccount: a/b}",
                                "{allowedKinds: [configmap]}",
                                "{allowedKinds: ConfigMap}",
                                "{deniedKinds: ['*']}",
                                "{quota: [a]}",
                                "{limitRange: a}",
                                "{networkPolicy: allow}"),
                        good(
                                Kind.APPLICATION,
                                "",
                                "{source: {path: app/base/x}}",
                                "{source: {paths: [app/base/x, app/base/y]}}",
                                "{source: {git: {url: 'https://example.org/a.git', ref: v1, path: deploy}}}",
                                "{source: {helm: {path: app/base/chart, releaseName: a, namespace: b, valuesFiles:"
                                        + " [app/base/x/a.yaml], values: {a: 1}, crds: false, hooks: skip, kubeVersion:"
                                        + " 1.32.0, apiVersions: [a/v1]}}}",
                                "{source: {helm: {repo: 'https://example.org', chart: a, version: 1.2.3}}}",
                                "{source: {helm: {oci: 'oci://example.org/x', chart: a, version: '1.2'}}}",
                                "{sync: {mode: manual}, checklist: [{check: memory-limit}], variables: {A: b}}",
                                "{sync: {retry: {limit: 5, backoff: 5s, factor: 1.5, max: 3m}, options: {force: true,"
                                        + " createNamespace: true, allOrNothing: true, waveGate: lenient}}}",
                                "{sync: {windows: [{allow: 0 9 * * 1-5, duration: 8h, timeZone: Europe/Oslo},"
                                        + " {deny: 0 0 24 12 *, duration: 3d, commands: false}]}}",
                                "{sync: {dependsOn: [{application: web}, {application: dns, layer: infra},"
                                        + " {application: db, namespace: storage}]}}",
                                "{ignore: [{target: {group: apps, kind: Deployment, name: 'web-*'}, paths:"
                                        + " [/spec/replicas], until: 2027-01-31, reason: HPA}]}",
                                "{health: [{target: {kind: Widget}, healthy: 'true', examples: [{object: {kind:"
                                        + " Widget}, expect: healthy}]}]}",
                                "{serviceAccount: deployer}"),
                        bad(
                                Kind.APPLICATION,
                                "{ignore: [{paths: [], reason: a}]}",
                                "{ignore: [{paths: [spec], reason: a}]}",
                                "{ignore: [{paths: [/spec/], reason: a}]}",
                                "{ignore: [{paths: [/spec], reason: a, until: tomorrow}]}",
                                "{ignore: [{paths: [/spec], reason: a, target: {labels: b}}]}",
                                "{health: [{target: {kind: A}}]}",
                                "{health: [{healthy: 'true', examples: [{object: {}}]}]}",
                                "{health: [{healthy: 'true', examples: [{object: {}, expect: fine}]}]}",
                                "{serviceAccount: A}",
                                "{sync: {dependsOn: [web]}}",
                                "{sync: {dependsOn: [{layer: app}]}}",
                                "{sync: {dependsOn: [{application: web, layer: fleet}]}}",
                                "{sync: {options: {waveGate: none}}}",
                                "{objectives: {}}",
                                "{source: app/base/x}",
                                "{source: {path: [app/base/x]}}",
                                "{source: {paths: app/base/x}}",
                                "{source: {git: {ref: v1}}}",
                                "{source: {helm: {}}}",
                                "{source: {helm: {path: app/base/chart, repo: 'https://example.org', chart: a, version:"
                                        + " 1.2.3}}}",
                                "{source: {helm: {repo: 'https://example.org', chart: a}}}",
                                "{source: {helm: {repo: 'https://example.org', version: 1.2.3}}}",
                                "{source: {helm: {repo: 'https://example.org', chart: a, version: 1.2}}}",
                                "{source: {helm: {repo: 'oci://example.org', chart: a, version: 1.2.3}}}",
                                "{source: {helm: {oci: 'https://example.org', chart: a, version: 1.2.3}}}",
                                "{source: {helm: {path: app/base/chart, hooks: refuse}}}",
                                "{source: {helm: {path: app/base/chart, crds: 'yes'}}}",
                                "{source: {helm: {path: app/base/chart, values: [a]}}}",
                                "{variables: {NAMESPACE: a}}"),
                        good(Kind.INFRA, "{namespace: shop}"),
                        bad(Kind.INFRA, "{namespace: N}", "{namespace: 5}"))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheReader(Case each) throws Exception {
        // Given
        String document = each.kind().document(each.spec());

        // When
        List<Error> ofSchema = schema(each.kind()).validate(document, InputFormat.YAML);
        List<InputError> ofReader = errors(each.kind(), document);

        // Then
        assertThat(ofSchema.isEmpty()).as("schema: %s", ofSchema).isEqualTo(each.isGood());
        assertThat(ofReader.isEmpty()).as("reader: %s", ofReader).isEqualTo(each.isGood());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void hasExactlyTheFieldsThatTheReaderAsksFor(Kind kind) throws Exception {
        Json.Obj schema = (Json.Obj) YamlGate.parse(text(kind).getBytes(StandardCharsets.UTF_8))
                .documents()
                .getFirst()
                .content();
        walk(kind, schema, List.of());
    }

    /// Puts a field that does not exist everywhere, and reads in the refusal which do.
    private static void walk(Kind kind, Json.Obj schema, List<String> path) throws Exception {
        assertThat(schema.text("description").orElse("")).as("%s", path).hasSizeGreaterThan(5);
        if (schema.get("items").isPresent()) {
            Json.Obj items = schema.object("items");
            if (items.get("properties").isPresent()) {
                List<String> below = new ArrayList<>(path);
                below.add("[]");
                walk(kind, items, below);
            }
            return;
        }
        SortedSet<String> fields =
                new TreeSet<>(schema.object("properties").fields().keySet());
        if (fields.isEmpty()) {
            return;
        }
        assertThat(known(kind, path)).as("%s %s", kind, path).isEqualTo(fields);
        for (String field : fields) {
            List<String> below = new ArrayList<>(path);
            below.add(field);
            walk(kind, schema.object("properties", field), below);
        }
    }

    private static SortedSet<String> known(Kind kind, List<String> path) throws Exception {
        String value = "{" + BOGUS + ": 1}";
        for (String step : path.reversed()) {
            value = step.equals("[]") ? "[" + value + "]" : "{" + step + ": " + value + "}";
        }
        String head = "apiVersion: pilothouse.io/v1, kind: " + kind.word + ", ";
        String document = "{" + head + value.substring(1);
        String sentence = errors(kind, document).stream()
                .filter(error -> error.code().equals("PH-121"))
                .map(InputError::message)
                .findFirst()
                .orElseThrow(() -> new AssertionError(document + " is taken"));
        String all = sentence.substring(sentence.indexOf("There are ") + 10, sentence.length() - 1);
        return new TreeSet<>(Arrays.asList(all.split(", ")));
    }

    private static List<InputError> errors(Kind kind, String document) throws Exception {
        MapTree tree = new MapTree()
                .with("fleet/clusters/c.yaml", "apiVersion: pilothouse.io/v1\nkind: Cluster\n")
                .with("app/base/x/a.yaml", "a: b\n")
                .with("app/base/y/a.yaml", "a: b\n")
                .with("infra/base/x/a.yaml", "a: b\n")
                .with("app/base/chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n")
                .with("app/clusters/c/n/a/a.yaml", "a: b\n")
                .with("infra/clusters/c/a/a.yaml", "a: b\n")
                .with(kind.place, document);
        Renderer renderer = Kitchen.renderer();
        ClusterLayout layout;
        try {
            layout = renderer.layout(tree, "c");
        } catch (LayoutException e) {
            return e.errors();
        }
        List<InputError> errors = new ArrayList<>();
        for (ApplicationLayout application : layout.applications().values()) {
            errors.addAll(renderer.recipe(tree, application, layout.fleet()).errors());
        }
        return errors.stream()
                .filter(error -> error.origin().file().equals(kind.place))
                .toList();
    }

    private static Schema schema(Kind kind) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text(kind));
    }

    private static String text(Kind kind) throws IOException {
        Optional<Path> here = Optional.of(Path.of("").toAbsolutePath());
        while (!Files.isDirectory(here.orElseThrow().resolve("src/docs/schemas"))) {
            here = here.map(Path::getParent);
        }
        return Files.readString(here.orElseThrow().resolve("src/docs/schemas").resolve(kind.schema + ".json"));
    }

    private static Stream<Case> good(Kind kind, String... specs) {
        return Stream.of(specs).map(spec -> new Case(kind, true, spec));
    }

    private static Stream<Case> bad(Kind kind, String... specs) {
        return Stream.of(specs).map(spec -> new Case(kind, false, spec));
    }
}
