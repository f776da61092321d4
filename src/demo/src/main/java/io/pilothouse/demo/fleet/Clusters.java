package io.pilothouse.demo.fleet;

import io.pilothouse.demo.process.DemoFailure;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.ControlPlanePrograms;
import io.pilothouse.testkit.cluster.TestCluster;
import io.pilothouse.testkit.node.NodeStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// The clusters started for this run: real control planes on loopback, with nodes that are played.
public final class Clusters implements AutoCloseable {
    /// More at once would be slower for all: each start is busy for seconds.
    private static final int AT_ONCE = Math.max(3, Runtime.getRuntime().availableProcessors());

    private static final NodeStandIn.Settings NODES = new NodeStandIn.Settings(2, Duration.ofMillis(500));

    private final ConcurrentLinkedQueue<TestCluster> running = new ConcurrentLinkedQueue<>();
    private volatile boolean isClosed;

    /// Starts all, several at once, and returns when the last one is ready.
    public List<Member> start(List<String> names, Path folder, Consumer<String> said) {
        ControlPlanePrograms programs = ControlPlanePrograms.locate(said);
        said.accept("starting " + names.size() + " clusters of Kubernetes " + programs.version());
        try (ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE)) {
            Map<String, Future<Member>> starting = new java.util.LinkedHashMap<>();
            for (String name : names) {
                starting.put(name, starters.submit(() -> startOne(programs, name, folder.resolve(name), said)));
            }
            List<Member> members = new ArrayList<>();
            for (Map.Entry<String, Future<Member>> one : starting.entrySet()) {
                members.add(one.getValue().get());
            }
            return members;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DemoFailure("a cluster did not start: " + cause.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted while starting clusters", e);
        }
    }

    private Member startOne(ControlPlanePrograms programs, String name, Path folder, Consumer<String> said) {
        if (isClosed) {
            throw new DemoFailure("the demo is ending");
        }
        ControlPlane.Settings settings = new ControlPlane.Settings(name, folder);
        TestCluster cluster = TestCluster.start(programs, settings, NODES);
        running.add(cluster);
        if (isClosed) {
            close();
        }
        said.accept("cluster " + name + " is up at " + cluster.controlPlane().apiUrl());
        return new Member(name, cluster.controlPlane().kubeconfig(), "");
    }

    /// Stops all, at the same time.
    @Override
    public void close() {
        isClosed = true;
        try (ExecutorService stoppers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (TestCluster cluster = running.poll(); cluster != null; cluster = running.poll()) {
                stoppers.execute(cluster::close);
            }
        }
    }
}
