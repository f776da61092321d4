package io.pilothouse.agent.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pilothouse.agent.explain.AgentExplainer;
import io.pilothouse.agent.kube.KubeCluster;
import io.pilothouse.agent.kube.KubeSettings;
import io.pilothouse.agent.kube.KubeconfigException;
import io.pilothouse.agent.port.Explainer;
import io.pilothouse.agent.port.Leadership;
import io.pilothouse.agent.reconcile.health.HealthMeans;
import io.pilothouse.agent.reconcile.pace.Clocks;
import io.pilothouse.agent.reconcile.pace.ReconcileSettings;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.repository.rule.CelRules;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.hand.Rights;
import io.pilothouse.testkit.proxy.ApiProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// A reconciler on a real control plane, with a repository in memory; and another client to look and meddle with.
final class Rig implements AutoCloseable {
    final String cluster = "test";
    final ControlPlane plane;
    final String namespace;
    final KubernetesClient kubectl;
    final FakeSource source;
    final RecordedReports reports = new RecordedReports();
    final CountedSignals signals = new CountedSignals();
    final String home;
    private Path kubeconfig;
    private KubeCluster kube;
    /// How far the agent's time is ahead of the world's; whoever sleeps does not notice.
    volatile Duration ahead = Duration.ZERO;
    /// How many applications write at once.
    int workers = 16;
    /// How far somebody has put the wall clock forward, or back, though no time went by.
    volatile Duration jumped = Duration.ZERO;
    CountingCluster counting;
    Reconciler reconciler;

    Rig(ControlPlane plane) {
        this.plane = plane;
        this.namespace = plane.freshNamespace("shop");
        this.home = "agent-" + namespace;
        this.kubeconfig = plane.kubeconfig();
        Rights.install(plane, home, namespace);
        this.source = new FakeSource(cluster);
        this.kubectl = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(plane.kubeconfigText()))
                .build();
    }

    /// Connects as the agent's own account, by way of a proxy.
    Rig through(ApiProxy proxy) throws IOException {
        kubeconfig = Files.createTempFile("kubeconfig", "");
        kubeconfig.toFile().deleteOnExit();
        Files.writeString(kubeconfig, proxy.kubeconfigFor(Rights.agentToken(plane, home)));
        return this;
    }

    ApplicationKey app(String name) {
        return new ApplicationKey(cluster, Layer.APP, namespace, name);
    }

    ApplicationKey infra(String name) {
        return new ApplicationKey(cluster, Layer.INFRA, "", name + "-" + namespace);
    }

    Rig start() throws KubeconfigException {
        open();
        reconciler.start();
        return this;
    }

    void open() throws KubeconfigException {
        KubeSettings settings =
                new KubeSettings(Optional.of(kubeconfig), Optional.empty(), home, 16, Duration.ofSeconds(10));
        kube = KubeCluster.open(settings);
        counting = new CountingCluster(kube);
        reconciler = new Reconciler(
                new ReconcileSettings(
                        cluster,
                        "0.1.0",
                        Duration.ofMinutes(10),
                        0,
                        workers,
                        new Clocks(
                                () -> Instant.now().plus(ahead).plus(jumped),
                                () -> Instant.now().plus(ahead)),
                        RandomGenerator.getDefault()),
                source,
                counting,
                reports,
                signals,
                Leadership.ALWAYS,
                new HealthMeans(new CelRules(), kube.witness(), true));
    }

    /// @return answers questions about what this rig runs
    Explainer explainer() {
        return new AgentExplainer(reconciler, source, counting, kube.inspector(), InstantSource.system());
    }

    void stop() {
        reconciler.close();
        kube.close();
    }

    void nudge() {
        reconciler.nudge();
    }

    CommandOutcome command(Command.Verb verb, ApplicationKey application) {
        return reconciler.run(new Command(
                UUID.randomUUID().toString(),
                cluster,
                Optional.of(application),
                verb,
                "a test",
                "tester",
                Duration.ofMinutes(1)));
    }

    CommandOutcome command(Command.Verb verb, String argument, ApplicationKey application) {
        return reconciler.run(new Command(
                UUID.randomUUID().toString(),
                cluster,
                Optional.of(application),
                verb,
                argument,
                "a test",
                "tester",
                Duration.ofMinutes(1)));
    }

    /// @return where the agent keeps what it remembers
    String home() {
        return home;
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(10));
    }

    /// Waits until the application is synced to the commit and healthy.
    void awaitSettled(ApplicationKey key, Revision revision) {
        try {
            await().until(() -> reports.isSettled(key, revision));
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(
                    key + " did not settle at " + revision.abbreviated() + ": " + reports.application(key) + "\n"
                            + reports.objects(key).values() + "\n" + reports.cluster(),
                    e);
        }
    }

    GenericKubernetesResource get(String apiVersion, String kind, String name) {
        return kubectl.genericKubernetesResources(apiVersion, kind)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    /// What `kubectl edit` does.
    void edit(String apiVersion, String kind, String name, String manager, String patch) {
        kubectl.genericKubernetesResources(apiVersion, kind)
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(manager)
                                .build(),
                        patch);
    }

    @Override
    public void close() {
        stop();
        kubectl.namespaces().withName(namespace).delete();
        kubectl.namespaces().withName(home).delete();
        kubectl.close();
    }
}
