package io.pilothouse.bench.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.bench.scale.Agent;
import io.pilothouse.bench.workload.Fleet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningServerTest {
    @TempDir
    Path folder;

    @Test
    void servesBothSidesTheSame() throws Exception {
        // Given
        Path served = Files.createDirectory(folder.resolve("served"));
        try (RunningServer server = RunningServer.start(served, folder);
                Upstream upstream = new Upstream(server, served, "fleet.git", 50, 1, folder);
                Agent agent = new Agent(server.settings("fleet.git", folder.resolve("clone")), Fleet.cluster(0))) {
            // When
            String theirs = server.git("ls-remote", server.url("fleet.git"), "refs/heads/main")
                    .text();

            // Then
            assertThat(theirs).startsWith(agent.fetch().id());
            assertThat(upstream.check().run().get())
                    .isEqualTo(upstream.lsRemote().run().get());
        }
    }
}
