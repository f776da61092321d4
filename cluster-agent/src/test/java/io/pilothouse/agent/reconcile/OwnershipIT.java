package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.drift.Comparison;
import io.pilothouse.core.drift.Concession;
import io.pilothouse.core.drift.ConflictPath;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.drift.Manager;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The API server itself says what drift is: what an apply would change, in values and in who owns them. It is asked
/// after random histories of writes by anybody, and has to agree with us.
class OwnershipIT {
    private static final int HISTORIES = Integer.getInteger("pilothouse.test.histories", 25);
    private static final Fingerprints FINGERPRINTS = new Fingerprints(new byte[32]);
    private static final List<String> OTHERS = List.of("kubectl-edit", "their-controller", "argocd");

    private static KubernetesClient client;
    private static RawApi api;
    private static String namespace;

    @BeforeAll
    static void connect() {
        ControlPlane plane = SharedControlPlanes.get("engine").controlPlane();
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(plane.kubeconfigText()))
                .build();
        api = new RawApi(client);
        namespace = plane.freshNamespace("ownership");
        String definition = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/shapes.drift.pilothouse.test";
        api.patch(definition + "?fieldManager=test&force=true", RawApi.APPLY, RandomShapes.DEFINITION)
                .orFail();
        String shapes = "/apis/drift.pilothouse.test/v1/namespaces/" + namespace + "/shapes";
        Rig.await().until(() -> api.get(shapes).isSuccess());
    }

    @AfterAll
    static void disconnect() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConfigMap", "Service", "Deployment", "Shape"})
    void callsDriftExactlyWhatTheApiServerWouldChange(String kind) {
        int drifted = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = new History(kind, seed);
            history.make();
            drifted += history.check() ? 1 : 0;
        }
        // so that it is not true of nothing
        assertThat(drifted).isBetween(HISTORIES / 4, HISTORIES - 1);
    }

    /// What happens to one object.
    private static final class History {
        private final String kind;
        private final Random random;
        private final RandomShapes shapes;
        private final String name;
        private final List<String> log = new ArrayList<>();
        private final Manifest git;
        private Baseline baseline = Baseline.NONE;

        History(String kind, int seed) {
            this.kind = kind;
            this.random = new Random(seed);
            this.shapes = new RandomShapes(random);
            this.name = kind.toLowerCase(java.util.Locale.ROOT) + "-" + seed;
            this.git = Objects.manifest(shape());
        }

        private String shape() {
            return switch (kind) {
                case "ConfigMap" -> shapes.configMap(name);
                case "Service" -> shapes.service(name);
                case "Deployment" -> shapes.deployment(name);
                default -> shapes.shape(name);
            };
        }

        private String path() {
            return switch (kind) {
                case "ConfigMap" -> "/api/v1/namespaces/" + namespace + "/configmaps/" + name;
                case "Service" -> "/api/v1/namespaces/" + namespace + "/services/" + name;
                case "Deployment" -> "/apis/apps/v1/namespaces/" + namespace + "/deployments/" + name;
                default -> "/apis/drift.pilothouse.test/v1/namespaces/" + namespace + "/shapes/" + name;
            };
        }

        void make() {
            Json.Obj answer = apply(Manager.OURS, git.content(), true).orFail();
            baseline = Baseline.of(git.content(), answer);
            for (int i = random.nextInt(4); i > 0; i--) {
                // what the API server refuses did not happen
                log.add("" + meddle(OTHERS.get(random.nextInt(OTHERS.size()))).status());
            }
        }

        private RawApi.Reply meddle(String manager) {
            return switch (random.nextInt(8)) {
                case 0, 1 -> apply(manager, Objects.json(shape()), random.nextBoolean());
                case 2, 3 -> merge(manager, shape(), "");
                case 4 -> merge(manager, removal(), "");
                case 5 -> apply(Manager.OURS, Objects.json(shape()), true);
                case 6 -> merge(manager, "{\"metadata\":{\"managedFields\":[{}]}}", "");
                default ->
                    kind.equals("Deployment")
                            ? merge(manager, "{\"spec\":{\"replicas\":" + random.nextInt(1, 4) + "}}", "/scale")
                            : merge(manager, "{\"metadata\":{\"annotations\":{\"note\":\"x\"}}}", "");
            };
        }

        private String removal() {
            return switch (kind) {
                case "ConfigMap" -> "{\"data\":{\"a\":null}}";
                case "Service" -> "{\"spec\":{\"selector\":null}}";
                case "Deployment" -> "{\"spec\":{\"template\":{\"spec\":{\"securityContext\":{\"runAsUser\":null}}}}}";
                default ->
                    "{\"spec\":{\"%s\":null}}"
                            .formatted(List.of("items", "set", "list", "map", "open", "defaulted")
                                    .get(random.nextInt(6)));
            };
        }

        private RawApi.Reply merge(String manager, String patch, String subresource) {
            log.add(manager + " merges " + subresource + " " + patch.strip());
            return api.patch(path() + subresource + "?fieldManager=" + manager, RawApi.MERGE, patch);
        }

        private RawApi.Reply apply(String manager, Json.Obj content, boolean isForced) {
            log.add(manager + " applies " + content.canonical());
            String how = "?fieldManager=" + manager + "&force=" + isForced;
            return api.patch(path() + how, RawApi.APPLY, content.canonical());
        }

        private RawApi.Reply tryApply(Json.Obj content, boolean isForced) {
            String how = "?dryRun=All&fieldManager=" + Manager.OURS + "&force=" + isForced;
            return api.patch(path() + how, RawApi.APPLY, content.canonical());
        }

        /// @return true if there was drift
        boolean check() {
            Json.Obj live = api.get(path()).orFail();
            List<FieldDrift> drift = Comparison.compare(git, live, baseline, FINGERPRINTS);
            RawApi.Reply reply = tryApply(git.content(), true);
            if (reply.status() == 422) {
                // Kubernetes 1.20 stores the nulls of some merges, and then refuses every write
                return !drift.isEmpty();
            }
            Json.Obj after = reply.orFail();
            boolean isChanged =
                    !values(live).equals(values(after)) || !ours(live).equals(ours(after));
            assertThat(!drift.isEmpty())
                    .as(
                            "%s%n%s%nGit %s%nlive %s%nafter %s",
                            drift,
                            String.join("\n", log),
                            git.content().canonical(),
                            live.canonical(),
                            after.canonical())
                    .isEqualTo(isChanged);
            checkBlame(drift);
            checkConcession(live, drift);
            assertThat(Comparison.compare(git, after, Baseline.of(git.content(), after), FINGERPRINTS))
                    .as("right after an apply, %s", log)
                    .isEmpty();
            return isChanged;
        }

        private static Json values(Json.Obj object) {
            Json.Obj metadata = object.object("metadata")
                    .without("managedFields")
                    .without("resourceVersion")
                    .without("generation")
                    // a controller counts there while we look
                    .with(
                            "annotations",
                            object.object("metadata", "annotations").without("deployment.kubernetes.io/revision"));
            return object.with("metadata", metadata).without("status");
        }

        private static Optional<Json> ours(Json.Obj object) {
            return Manager.of(object).stream()
                    .filter(Manager::isOurs)
                    .map(manager -> (Json) manager.fields().tree())
                    .findFirst();
        }

        /// Conflicts where the API server finds some, and with managers that it names; and with the field that
        /// it names where there is but one: before Kubernetes 1.22 it mixes up fields that lie side by side.
        private void checkBlame(List<FieldDrift> drift) {
            List<Conflict> blamed = conflicts(git.content());
            List<FieldDrift> ours = drift.stream()
                    .filter(field -> field.kind() == DriftKind.CHANGED
                            && !field.desired().isEmpty()
                            && !field.live().isEmpty()
                            && !field.manager().isEmpty())
                    .toList();
            assertThat(ours.isEmpty()).as("%s%n%s%n%s", ours, blamed, log).isEqualTo(blamed.isEmpty());
            assertThat(ours).hasSizeLessThanOrEqualTo(blamed.size());
            Set<String> managers = blamed.stream().map(Conflict::manager).collect(Collectors.toSet());
            assertThat(ours).as("%s%n%s", blamed, log).allMatch(field -> managers.contains(field.manager()));
            if (blamed.size() == 1) {
                assertThat(ours.get(0).path()).isEqualTo(blamed.get(0).path());
            }
        }

        private record Conflict(String path, String manager) {}

        private List<Conflict> conflicts(Json.Obj content) {
            RawApi.Reply reply = tryApply(content, false);
            if (reply.isSuccess()) {
                return List.of();
            }
            assertThat(reply.status()).as(reply.body().canonical()).isEqualTo(409);
            List<Conflict> conflicts = new ArrayList<>();
            for (Json item : reply.body().items("details", "causes")) {
                Json.Obj cause = (Json.Obj) item;
                String manager = cause.text("message").orElseThrow().replaceAll("^conflict with \"([^\"]*)\".*", "$1");
                String path = ConflictPath.of(cause.text("field").orElseThrow(), content);
                // an object without any record of owners gets one when it is next applied: this name owns what was
                // there
                if (!manager.equals("before-first-apply")) {
                    conflicts.add(new Conflict(path, manager));
                }
            }
            return conflicts;
        }

        /// What is conceded stays as it is, and nobody is offended; what is not comes to be as Git says.
        private void checkConcession(Json.Obj live, List<FieldDrift> drift) {
            Set<String> conceded = drift.stream()
                    .map(FieldDrift::path)
                    .filter(_ -> random.nextBoolean())
                    .collect(Collectors.toSet());
            Manifest sent = Concession.of(git, live, conceded::contains);
            assertThat(conflicts(sent.content()))
                    .as("%s", log)
                    .extracting(Conflict::path)
                    .allMatch(path -> !conceded.contains(path));
            Json.Obj after = tryApply(sent.content(), true).orFail();
            Map<String, String> before = drift.stream()
                    .filter(field -> !field.desired().isEmpty())
                    .filter(field -> conceded.contains(field.path()))
                    .collect(Collectors.toMap(FieldDrift::path, FieldDrift::live));
            Map<String, String> remaining = new TreeMap<>();
            Comparison.compare(git, after, Baseline.NONE, FINGERPRINTS).stream()
                    .filter(field -> conceded.contains(field.path()))
                    .forEach(field -> remaining.put(field.path(), field.live()));
            before.forEach((path, value) -> {
                if (remaining.containsKey(path)) {
                    assertThat(remaining.get(path)).as("%s %s", path, log).isEqualTo(value);
                }
            });
            assertThat(Comparison.compare(git, after, Baseline.of(sent.content(), after), FINGERPRINTS))
                    .as(
                            "%s of %s conceded, sent %s, %s",
                            conceded, drift, sent.content().canonical(), log)
                    .allMatch(field -> conceded.stream()
                            .anyMatch(path -> field.path().startsWith(path) || path.startsWith(field.path())));
        }
    }
}
