package io.pilothouse.testkit.node;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Nodes for a control plane that has none. Pods are bound and their status reported; nothing is run.
///
/// A watch says which pods changed; one thread owns everything else and takes each pod a step further, so no two steps
/// are ever taken at once. A step that fails, for instance because the API server is away, is decided anew a moment
/// later; nothing is remembered about it.
public final class NodeStandIn implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStandIn.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(300);
    private static final int CONFLICT = 409;

    private final InstantSource time;
    private final KubernetesClient client;
    private final PodLifecycle lifecycle;
    private final ScheduledExecutorService owner;
    private final SharedIndexInformer<Pod> pods;

    // by the pod's key (namespace/name) and uid; the owner thread alone touches these two
    private final Map<String, Bound> boundPods = new HashMap<>();
    private int addresses;

    private record Bound(String uid, Instant at, String address) {}

    /// `readyAfter` is the time from a pod's binding to its being Ready (or failing as asked).
    public record Settings(int nodes, Duration readyAfter) {
        public static final Settings ONE_QUICK_NODE = new Settings(1, Duration.ofMillis(200));

        public Settings {
            if (nodes < 1) {
                throw new IllegalArgumentException(nodes + " nodes; a cluster needs at least one to run pods");
            }
        }
    }

    private NodeStandIn(KubernetesClient client, Settings settings, InstantSource time) {
        this.time = time;
        this.client = client;
        this.lifecycle = new PodLifecycle(StandInNodes.labelsByNode(settings.nodes()), settings.readyAfter());
        this.owner = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("node-stand-in").factory());
        this.pods = client.pods().inAnyNamespace().runnableInformer(0);
    }

    /// Registers the nodes, which must succeed, and goes on in the background. The kubeconfig's user must be
    /// allowed to do what schedulers and kubelets do; the administrator's is the usual choice.
    public static NodeStandIn start(String kubeconfig, Settings settings) {
        var config = new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout((int) HEARTBEAT.toMillis())
                .withWatchReconnectInterval((int) RETRY.toMillis())
                .withWatchReconnectLimit(-1)
                .build();
        var client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build();
        var standIn = new NodeStandIn(client, settings, InstantSource.system());
        try {
            standIn.lifecycle.labelsByNode().forEach(standIn::keepAlive);
        } catch (KubernetesClientException e) {
            // somebody wrote to a node that was there already; the first heartbeat sees to it
            if (e.getCode() != CONFLICT) {
                standIn.close();
                throw e;
            }
        }
        standIn.run();
        return standIn;
    }

    @Override
    public void close() {
        owner.shutdownNow();
        pods.close();
        client.close();
    }

    private void run() {
        later(this::beat, RETRY);
        pods.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                lookAgain(Cache.metaNamespaceKeyFunc(pod), Duration.ZERO);
            }

            @Override
            public void onUpdate(Pod old, Pod pod) {
                lookAgain(Cache.metaNamespaceKeyFunc(pod), Duration.ZERO);
            }

            @Override
            public void onDelete(Pod pod, boolean isStale) {
                lookAgain(Cache.metaNamespaceKeyFunc(pod), Duration.ZERO);
            }
        });
        pods.exceptionHandler((hasStarted, failure) -> true);
        pods.start();
    }

    private void lookAgain(String key, Duration after) {
        later(() -> look(key), after);
    }

    /// Runs it on the owner thread; each task says itself what follows when it fails.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void later(Runnable task, Duration after) {
        try {
            owner.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("closed, so nobody looks after the pods any more");
        }
    }

    private void look(String key) {
        var pod = pods.getStore().getByKey(key);
        if (pod == null) {
            boundPods.remove(key);
            return;
        }
        try {
            take(key, pod);
        } catch (KubernetesClientException e) {
            LOG.atDebug().setCause(e).addKeyValue("pod", key).log("a step failed, trying again");
            lookAgain(key, RETRY);
        }
    }

    private void take(String key, Pod pod) {
        Instant now = time.instant();
        Bound bound = boundPods.getOrDefault(key, new Bound("", now, ""));
        if (pod.getSpec().getNodeName() != null
                && !bound.uid.equals(pod.getMetadata().getUid())) {
            bound = new Bound(pod.getMetadata().getUid(), now, nextAddress());
            boundPods.put(key, bound);
        }
        switch (lifecycle.next(pod, bound.address, bound.at, now)) {
            case PodStep.Bind(var node) -> bind(pod, node);
            case PodStep.Report(var status, var lookAgain) -> {
                client.resource(new PodBuilder(pod).withStatus(status).build()).updateStatus();
                if (lookAgain.isPositive()) {
                    lookAgain(key, lookAgain);
                }
            }
            case PodStep.Wait(var lookAgain) -> lookAgain(key, lookAgain);
            case PodStep.Remove() -> remove(pod);
            case PodStep.Rest() -> {}
        }
    }

    private void bind(Pod pod, String node) {
        var binding = new BindingBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .withNewTarget()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(node)
                .endTarget()
                .build();
        client.raw(path(pod) + "/binding", "POST", binding);
    }

    /// Names the uid: a StatefulSet may already have made the next pod of this name.
    private void remove(Pod pod) {
        var options = new DeleteOptionsBuilder()
                .withGracePeriodSeconds(0L)
                .withNewPreconditions()
                .withUid(pod.getMetadata().getUid())
                .endPreconditions()
                .build();
        client.raw(path(pod), "DELETE", options);
    }

    private static String path(Pod pod) {
        return "/api/v1/namespaces/%s/pods/%s"
                .formatted(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    }

    private String nextAddress() {
        addresses++;
        return "10.1.%d.%d".formatted(addresses / 250 % 256, addresses % 250 + 1);
    }

    private void beat() {
        try {
            lifecycle.labelsByNode().forEach(this::keepAlive);
        } catch (KubernetesClientException e) {
            LOG.atDebug().setCause(e).log("a heartbeat failed, the next one follows");
        } finally {
            later(this::beat, HEARTBEAT);
        }
    }

    /// Creates what is missing, so a node that somebody deleted comes back, as a real one's does.
    private void keepAlive(String name, Map<String, String> labels) {
        Instant now = time.instant();
        var nodes = client.nodes();
        var node = nodes.withName(name).get();
        if (node == null) {
            var fresh = StandInNodes.node(name, labels);
            nodes.resource(StandInNodes.ready(fresh, version(), now)).create();
        } else if (!StandInNodes.isReady(node)) {
            nodes.resource(StandInNodes.ready(node, version(), now)).updateStatus();
        }
        var leases = client.leases().inNamespace(StandInNodes.LEASE_NAMESPACE);
        var held = leases.withName(name).get();
        if (held == null) {
            leases.resource(StandInNodes.lease(name, now)).create();
        } else {
            leases.resource(StandInNodes.renewed(held, now)).update();
        }
    }

    private String version() {
        return client.getKubernetesVersion().getGitVersion();
    }
}
