package io.pilothouse.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneIT {
    @TempDir
    private static Path directory;

    private static ControlPlane plane;
    private static KubernetesClient admin;

    @BeforeAll
    static void start() {
        plane = start("solo");
        admin = client(plane.kubeconfigText());
        plane.processes()
                .forEach((program, process) -> System.out.printf("%s: %d MB%n", program, residentMegabytes(process)));
    }

    @AfterAll
    static void stop() {
        admin.close();
        plane.close();
    }

    @Test
    void defaultServiceAccountIsThereFromTheStart() {
        // When
        var account = admin.serviceAccounts()
                .inNamespace("default")
                .withName("default")
                .get();

        // Then
        assertThat(account).isNotNull();
    }

    @Test
    void serviceAccountMayOnlyDoWhatItIsGranted() {
        // Given
        String namespace = plane.freshNamespace("rbac");
        String token = admin.serviceAccounts()
                .inNamespace(namespace)
                .withName("default")
                .tokenRequest(new TokenRequest())
                .getStatus()
                .getToken();
        try (var restricted = client(plane.kubeconfigFor(token))) {
            // When, Then
            assertThatThrownBy(() -> restricted.pods().inNamespace(namespace).list())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("system:serviceaccount:" + namespace + ":default")
                    .hasMessageContaining("forbidden");
        }
    }

    @Test
    void strangerIsNotLetIn() {
        try (var stranger = client(plane.kubeconfigFor("guessed"))) {
            // When, Then
            assertThatThrownBy(() -> stranger.namespaces().list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            failure -> assertThat(failure.getCode()).isEqualTo(401));
        }
    }

    @Test
    void keepsAddressAndDataWhenTheApiServerRestarts() {
        // Given
        String namespace = plane.freshNamespace("outage");
        admin.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("kept")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withData(Map.of("a", "b"))
                        .build())
                .create();
        plane.stopApiServer();
        assertThat(plane.processes()).containsOnlyKeys("etcd", "kube-controller-manager");

        // When
        plane.startApiServer();

        // Then
        var kept = admin.configMaps().inNamespace(namespace).withName("kept").get();
        assertThat(kept.getData()).containsEntry("a", "b");
    }

    @Test
    void severalRunBesideEachOtherAndLeaveNoProcess() throws Exception {
        // Given
        var processes = new ArrayList<ProcessHandle>();
        var threads = new ArrayList<Thread>();
        for (String name : new String[] {"left", "right"}) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (var own = start(name)) {
                    synchronized (processes) {
                        processes.addAll(own.processes().values());
                    }
                }
            }));
        }

        // When
        for (Thread thread : threads) {
            thread.join();
        }

        // Then
        assertThat(processes).hasSize(6).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void saysWhyAProgramDidNotStart() throws IOException {
        // Given
        var broken = Files.createDirectories(directory.resolve("broken"));
        var programs = ControlPlanePrograms.locate(line -> {});
        Path etcd = broken.resolve("etcd-that-fails");
        Files.writeString(etcd, "#!/bin/sh\necho no disk today\nexit 7\n");
        assertThat(etcd.toFile().setExecutable(true)).isTrue();
        var broke =
                new ControlPlanePrograms(etcd, programs.apiServer(), programs.controllerManager(), programs.version());

        // When, Then
        assertThatThrownBy(() -> ControlPlane.start(broke, new ControlPlane.Settings("broken", broken)))
                .isInstanceOf(ControlPlaneFailure.class)
                .hasMessage("etcd-that-fails exited with 7: no disk today");
    }

    @Test
    void serversDieWithTheJvmThatStartedThem() throws Exception {
        // Given
        var java = ProcessHandle.current().info().command().orElseThrow();
        var jvm = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsAndWaits.class.getName(),
                        directory.resolve("orphan").toString())
                .redirectErrorStream(true)
                .start();
        var pids = jvm.inputReader().readLine().split(" ");
        var servers = Arrays.stream(pids)
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();

        // When
        jvm.destroyForcibly();

        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(servers).hasSize(3).noneMatch(ProcessHandle::isAlive));
    }

    /// A JVM that starts a control plane, says its processes' ids and then only waits to be killed.
    static final class StartsAndWaits {
        private StartsAndWaits() {}

        public static void main(String[] arguments) throws InterruptedException {
            var plane = ControlPlane.start(
                    ControlPlanePrograms.locate(line -> {}),
                    new ControlPlane.Settings("orphan", Path.of(arguments[0])));
            System.out.println(plane.processes().values().stream()
                    .map(process -> Long.toString(process.pid()))
                    .collect(Collectors.joining(" ")));
            new CountDownLatch(1).await();
        }
    }

    private static ControlPlane start(String name) {
        return ControlPlane.start(
                ControlPlanePrograms.locate(System.out::println),
                new ControlPlane.Settings(
                        name,
                        directory.resolve(name),
                        ControlPlane.Settings.PATIENT,
                        (plane, message) -> System.out.println(plane + ": " + message)));
    }

    private static KubernetesClient client(String kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .build();
    }

    private static long residentMegabytes(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
