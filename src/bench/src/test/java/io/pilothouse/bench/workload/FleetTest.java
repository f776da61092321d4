package io.pilothouse.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.bench.scale.Agent;
import io.pilothouse.core.application.Revision;
import io.pilothouse.repository.git.GitSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {
    private static final int OBJECTS = Fleet.APPLICATIONS * Podinfo.OBJECTS + Fleet.NAMESPACES;

    @TempDir
    Path folder;

    @Test
    void isTheSameForTheSameSeed() throws Exception {
        try (Fleet one = fleet("one", 7);
                Fleet same = fleet("same", 7);
                Fleet other = fleet("other", 8)) {
            assertThat(one.head()).isEqualTo(same.head()).isNotEqualTo(other.head());
            assertThat(one.changeImages(0, 2)).isEqualTo(same.changeImages(0, 2));
            assertThat(one.clusters()).isEqualTo(2);
        }
    }

    @Test
    void givesAnAgentExactlyTheWorkThatACommitIsMeantToBe() throws Exception {
        try (Fleet fleet = fleet("fleet", 1);
                Agent agent = agent("fleet")) {
            // Given
            assertThat(agent.renderChanges(agent.fetch())).isEqualTo(OBJECTS);

            // When Then
            assertThat(afterCommit(fleet, agent, 1, Fleet.APPLICATIONS)).isZero();
            assertThat(afterCommit(fleet, agent, 0, 1)).isEqualTo(Podinfo.OBJECTS);
            assertThat(afterCommit(fleet, agent, 0, Fleet.APPLICATIONS)).isEqualTo(OBJECTS - Fleet.NAMESPACES);
        }
    }

    private static int afterCommit(Fleet fleet, Agent agent, int cluster, int applications) throws Exception {
        String commit = fleet.changeImages(cluster, applications);
        Revision fetched = agent.fetch();
        assertThat(fetched.id()).isEqualTo(commit);
        return agent.renderChanges(fetched);
    }

    private Fleet fleet(String name, long seed) throws Exception {
        return Fleet.create(folder.resolve(name + ".git"), 100, seed);
    }

    private Agent agent(String name) {
        String url = folder.resolve(name + ".git").toUri().toString();
        return new Agent(GitSettings.of(url, "main", folder.resolve("clone")).withLocalAllowed(), Fleet.cluster(0));
    }
}
