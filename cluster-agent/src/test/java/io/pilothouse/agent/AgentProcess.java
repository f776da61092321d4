package io.pilothouse.agent;

import io.pilothouse.agent.kube.KubeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A whole agent in a process of its own, so that it can be killed. Runs until it is.
public final class AgentProcess {
    private AgentProcess() {}

    /// @param arguments kubeconfig, the agent's namespace, the state folder, the fleet repository's folder
    public static void main(String[] arguments) throws Exception {
        AgentConfig config = AgentConfig.of("test-1", Path.of(arguments[2]), "file://" + arguments[3])
                .withLocalRepositoryAllowed()
                .withKubernetes(new KubeSettings(
                        Optional.of(Path.of(arguments[0])),
                        Optional.empty(),
                        arguments[1],
                        KubeSettings.DEFAULT_IN_FLIGHT,
                        KubeSettings.DEFAULT_TIMEOUT))
                .withInterval(Duration.ofSeconds(1));
        Agent agent = Agent.start(config);
        new CountDownLatch(1).await();
        agent.close();
    }

    /// @param log where its words go
    static Process start(Path kubeconfig, String home, Path state, Path repository, Path log) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AgentProcess.class.getName(),
                        kubeconfig.toString(),
                        home,
                        state.toString(),
                        repository.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
