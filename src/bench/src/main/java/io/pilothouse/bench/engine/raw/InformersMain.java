package io.pilothouse.bench.engine.raw;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The floor of an agent's memory and start: fabric8's informers for the same kinds, and nothing else. Prints a line
/// when all of them know everything; runs until its standard input ends.
final class InformersMain {
    private InformersMain() {}

    /// @param arguments the kubeconfig
    public static void main(String[] arguments) throws Exception {
        Config config = Config.fromKubeconfig(Files.readString(Path.of(arguments[0])));
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            List<SharedIndexInformer<? extends HasMetadata>> informers = List.of(
                    client.namespaces().withLabel(arguments[1]).inform(),
                    client.configMaps().inAnyNamespace().withLabel(arguments[1]).inform(),
                    client.serviceAccounts()
                            .inAnyNamespace()
                            .withLabel(arguments[1])
                            .inform(),
                    client.services().inAnyNamespace().withLabel(arguments[1]).inform(),
                    client.apps()
                            .deployments()
                            .inAnyNamespace()
                            .withLabel(arguments[1])
                            .inform(),
                    client.network()
                            .v1()
                            .ingresses()
                            .inAnyNamespace()
                            .withLabel(arguments[1])
                            .inform());
            int objects = 0;
            for (SharedIndexInformer<? extends HasMetadata> informer : informers) {
                while (!informer.hasSynced()) {
                    Thread.sleep(1);
                }
                objects += informer.getStore().list().size();
            }
            System.out.println("synced " + objects);
            while (System.in.read() >= 0) {
                // nothing is said to it
            }
        }
    }
}
