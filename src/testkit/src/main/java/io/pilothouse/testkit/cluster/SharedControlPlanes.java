package io.pilothouse.testkit.cluster;

import io.pilothouse.testkit.node.NodeStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Clusters that all test classes of a JVM share, because starting one takes seconds and 300 MB. Each is started when
/// it is first asked for and stopped when the JVM ends. Tests take a [ControlPlane#freshNamespace] each and leave
/// cluster-wide objects as they found them; a test that stops the API server starts a control plane of its own.
public final class SharedControlPlanes {
    private static final FutureTask<ControlPlanePrograms> PROGRAMS =
            new FutureTask<>(() -> ControlPlanePrograms.locate(System.err::println));
    private static final Map<String, FutureTask<TestCluster>> CLUSTERS = new ConcurrentHashMap<>();

    private SharedControlPlanes() {}

    /// Waits while it starts; different names start side by side. One that failed to start fails for everybody, at
    /// once.
    public static TestCluster get(String name) {
        return first(CLUSTERS.computeIfAbsent(name, ignored -> new FutureTask<>(() -> start(name))));
    }

    private static TestCluster start(String name) throws IOException {
        Path directory = Files.createTempDirectory("pilothouse-" + name + "-");
        var settings = new ControlPlane.Settings(name, directory);
        try {
            var cluster = TestCluster.start(first(PROGRAMS), settings, NodeStandIn.Settings.ONE_QUICK_NODE);
            var atExit = new Thread(() -> discard(cluster, directory), "shared-control-plane-stop");
            Runtime.getRuntime().addShutdownHook(atExit);
            return cluster;
        } catch (RuntimeException e) {
            Folders.delete(directory);
            throw e;
        }
    }

    private static void discard(TestCluster cluster, Path directory) {
        cluster.close();
        Folders.delete(directory);
    }

    /// Runs it on the first caller's thread; everybody waits for the same result.
    private static <T> T first(FutureTask<T> task) {
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new ControlPlaneFailure("no shared control plane: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlPlaneFailure("interrupted while waiting for a shared control plane", e);
        }
    }
}
