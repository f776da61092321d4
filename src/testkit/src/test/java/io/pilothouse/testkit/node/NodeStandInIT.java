package io.pilothouse.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.ControlPlanePrograms;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.cluster.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeStandInIT {
    private KubernetesClient client;
    private String namespace;

    @BeforeEach
    void connect() {
        var plane = SharedControlPlanes.get("nodes").controlPlane();
        client = client(plane);
        namespace = plane.freshNamespace("pods");
    }

    @AfterEach
    void disconnect() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    @Test
    void deploymentBecomesAvailable() {
        // When
        client.resource(deployment("web", 3, Map.of())).create();

        // Then
        soon().untilAsserted(() -> {
            var status = client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName("web")
                    .get()
                    .getStatus();
            assertThat(status.getAvailableReplicas()).isEqualTo(3);
            assertThat(status.getObservedGeneration()).isEqualTo(1);
        });
    }

    @Test
    void everyFateLooksAsOnARealNode() {
        // When
        client.resource(deployment("image", 1, Map.of(PodFate.ANNOTATION, "ImagePullBackOff")))
                .create();
        client.resource(deployment("crash", 1, Map.of(PodFate.ANNOTATION, "CrashLoopBackOff")))
                .create();
        client.resource(deployment("memory", 1, Map.of(PodFate.ANNOTATION, "OOMKilled")))
                .create();
        client.resource(deployment("room", 1, Map.of(PodFate.ANNOTATION, "Pending")))
                .create();
        client.resource(deployment("misspelt", 1, Map.of(PodFate.ANNOTATION, "Crash")))
                .create();

        // Then
        soon().untilAsserted(() -> {
            assertThat(waitingReason("image")).isEqualTo("ImagePullBackOff");
            assertThat(waitingReason("crash")).isEqualTo("CrashLoopBackOff");
            assertThat(waitingReason("memory")).isEqualTo("CrashLoopBackOff");
            assertThat(lastExit("memory")).isEqualTo("OOMKilled 137");
            assertThat(unscheduled("room")).contains("Insufficient cpu");
            assertThat(unscheduled("misspelt")).contains("must be one of Running, ImagePullBackOff");
        });
    }

    @Test
    void failingDeploymentRecoversWithItsNextRevision() {
        // Given
        client.resource(deployment("web", 1, Map.of(PodFate.ANNOTATION, "CrashLoopBackOff")))
                .create();
        soon().untilAsserted(() -> assertThat(waitingReason("web")).isEqualTo("CrashLoopBackOff"));

        // When
        client.resource(deployment("web", 1, Map.of())).patch();

        // Then
        soon().untilAsserted(() -> {
            var pods = client.pods().inNamespace(namespace).list().getItems();
            assertThat(pods)
                    .singleElement()
                    .satisfies(pod -> assertThat(pod.getStatus().getPhase()).isEqualTo("Running"));
        });
    }

    @Test
    void statefulSetAndDaemonSetRollOut() {
        // When
        client.resource(new StatefulSetBuilder()
                        .withNewMetadata()
                        .withName("store")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(2)
                        .withServiceName("store")
                        .withNewSelector()
                        .addToMatchLabels("app", "store")
                        .endSelector()
                        .withTemplate(template("store", Map.of()))
                        .endSpec()
                        .build())
                .create();
        client.resource(new DaemonSetBuilder()
                        .withNewMetadata()
                        .withName("log")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withNewSelector()
                        .addToMatchLabels("app", "log")
                        .endSelector()
                        .withTemplate(template("log", Map.of()))
                        .endSpec()
                        .build())
                .create();

        // Then
        var apps = client.apps();
        soon().untilAsserted(() -> {
            assertThat(apps.statefulSets()
                            .inNamespace(namespace)
                            .withName("store")
                            .get()
                            .getStatus()
                            .getReadyReplicas())
                    .isEqualTo(2);
            assertThat(apps.daemonSets()
                            .inNamespace(namespace)
                            .withName("log")
                            .get()
                            .getStatus()
                            .getNumberReady())
                    .isEqualTo(1);
        });
    }

    @Test
    void jobCompletesAndAFailingOneFails() {
        // When
        client.resource(job("migrate", Map.of())).create();
        client.resource(job("broken", Map.of(PodFate.ANNOTATION, "CrashLoopBackOff")))
                .create();

        // Then
        soon().untilAsserted(() -> {
            assertThat(jobConditions("migrate")).containsExactly("Complete");
            assertThat(jobConditions("broken")).containsExactly("Failed");
        });
    }

    @Test
    void deletedDeploymentLeavesNoPod() {
        // Given
        client.resource(deployment("web", 2, Map.of())).create();
        soon().untilAsserted(() -> assertThat(
                        client.pods().inNamespace(namespace).list().getItems())
                .hasSize(2)
                .allMatch(pod -> "Running".equals(pod.getStatus().getPhase())));

        // When
        client.apps().deployments().inNamespace(namespace).withName("web").delete();

        // Then
        soon().untilAsserted(() -> assertThat(
                        client.pods().inNamespace(namespace).list().getItems())
                .isEmpty());
    }

    @Test
    void goesOnAfterAnOutageOfTheApiServer(@TempDir Path directory) {
        // Given
        var programs = ControlPlanePrograms.locate(line -> {});
        try (var own = TestCluster.start(
                        programs,
                        new ControlPlane.Settings("outage", directory),
                        new NodeStandIn.Settings(2, Duration.ofMillis(100)));
                var ownClient = client(own.controlPlane())) {
            own.controlPlane().restartApiServer();

            // When
            namespace = own.controlPlane().freshNamespace("later");
            ownClient.resource(deployment("web", 2, Map.of())).create();

            // Then
            soon().untilAsserted(() -> assertThat(ownClient
                            .apps()
                            .deployments()
                            .inNamespace(namespace)
                            .withName("web")
                            .get()
                            .getStatus()
                            .getAvailableReplicas())
                    .isEqualTo(2));
            assertThat(ownClient.nodes().list().getItems()).hasSize(2).allMatch(StandInNodes::isReady);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }

    private static KubernetesClient client(ControlPlane plane) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(plane.kubeconfigText()))
                .build();
    }

    private Pod pod(String app) {
        return client.pods()
                .inNamespace(namespace)
                .withLabel("app", app)
                .list()
                .getItems()
                .getFirst();
    }

    private String waitingReason(String app) {
        return pod(app).getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getWaiting()
                .getReason();
    }

    private String lastExit(String app) {
        var last = pod(app).getStatus()
                .getContainerStatuses()
                .getFirst()
                .getLastState()
                .getTerminated();
        return last.getReason() + " " + last.getExitCode();
    }

    private String unscheduled(String app) {
        return pod(app).getStatus().getConditions().getFirst().getMessage();
    }

    private List<String> jobConditions(String name) {
        return client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .get()
                .getStatus()
                .getConditions()
                .stream()
                .map(JobCondition::getType)
                .toList();
    }

    private Deployment deployment(String name, int replicas, Map<String, String> annotations) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("app", name)
                .endSelector()
                .withTemplate(template(name, annotations))
                .endSpec()
                .build();
    }

    private Job job(String name, Map<String, String> annotations) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withTemplate(new PodTemplateSpecBuilder(template(name, annotations))
                        .editSpec()
                        .withRestartPolicy("Never")
                        .endSpec()
                        .build())
                .endSpec()
                .build();
    }

    private static PodTemplateSpec template(String app, Map<String, String> annotations) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Map.of("app", app))
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("registry.example/" + app + ":1")
                .endContainer()
                .endSpec()
                .build();
    }
}
