package io.pilothouse.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.bench.scale.Agent;
import io.pilothouse.bench.workload.ObjectSet.Shape;
import io.pilothouse.bench.workload.SliceRepository.Layout;
import io.pilothouse.repository.git.GitSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SliceRepositoryTest {
    private static final ObjectSet OBJECTS = ObjectSet.of(Shape.PODINFO, 40, 1);

    @TempDir
    private Path folder;

    @Test
    void holdsASliceThatAnAgentReads() throws Exception {
        for (Layout layout : Layout.values()) {
            Path upstream = folder.resolve(layout + ".git");
            try (SliceRepository repository = SliceRepository.create(upstream, "team", OBJECTS, layout);
                    Agent agent = new Agent(
                            GitSettings.of(upstream.toUri().toString(), "main", folder.resolve("clone-" + layout))
                                    .withLocalAllowed(),
                            SliceRepository.CLUSTER)) {
                // the objects, and their namespace
                assertThat(agent.renderChanges(agent.fetch())).isEqualTo(41);

                // a change touches one application
                repository.changeImage(3, 99);
                assertThat(agent.renderChanges(agent.fetch())).isEqualTo(layout == Layout.ONE_APPLICATION ? 40 : 4);

                // another namespace comes with its objects
                repository.add("more", OBJECTS);
                assertThat(agent.renderChanges(agent.fetch())).isEqualTo(40 + 2);

                // and is emptied again
                repository.remove("more", OBJECTS);
                assertThat(agent.renderChanges(agent.fetch())).isZero();
            }
        }
    }

    @Test
    void keepsADeploymentWhereItSays() throws Exception {
        try (SliceRepository repository =
                SliceRepository.create(folder.resolve("a.git"), "team", OBJECTS, Layout.MANY_APPLICATIONS)) {
            assertThat(repository.deploymentFile(3))
                    .isEqualTo("app/clusters/bench/team/podinfo-3/Deployment-podinfo-3.yaml");
        }
    }
}
