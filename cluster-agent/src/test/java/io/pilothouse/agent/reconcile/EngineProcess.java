package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.kube.KubeCluster;
import io.pilothouse.agent.kube.KubeSettings;
import io.pilothouse.agent.reconcile.pace.ReconcileSettings;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The engine in a process of its own, so that it can be killed. Reads the same commits as [KilledIT] makes, ends by
/// itself when the last one is live, and where a fail point is named it does not come to that.
public final class EngineProcess {
    private EngineProcess() {}

    /// @param arguments kubeconfig, the agent's namespace, the objects' namespace
    public static void main(String[] arguments) throws Exception {
        String namespace = arguments[2];
        FakeSource source = new FakeSource("test");
        ApplicationKey app = new ApplicationKey("test", Layer.APP, namespace, "web");
        KilledIT.first(source, app, namespace);
        Revision last = KilledIT.second(source, app, namespace);
        KubeCluster kube = KubeCluster.open(new KubeSettings(
                Optional.of(Path.of(arguments[0])), Optional.empty(), arguments[1], 16, Duration.ofSeconds(10)));
        RecordedReports reports = new RecordedReports();
        Reconciler reconciler =
                new Reconciler(ReconcileSettings.of("test", "0.1.0"), source, kube, reports, new CountedSignals());
        reconciler.start();
        Rig.await().atMost(Duration.ofMinutes(3)).until(() -> reports.isSettled(app, last));
        System.exit(0);
    }

    /// @param failPoint `NAME:nth`
    /// @return the process's exit code
    static int run(String failPoint, Path kubeconfig, String home, String namespace)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dpilothouse.failpoint=" + failPoint,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                EngineProcess.class.getName(),
                kubeconfig.toString(),
                home,
                namespace));
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!process.waitFor(4, TimeUnit.MINUTES)) {
                throw new AssertionError("the engine neither died nor ended");
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
