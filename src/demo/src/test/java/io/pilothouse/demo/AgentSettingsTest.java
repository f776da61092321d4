package io.pilothouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.demo.fleet.FleetSource;
import io.pilothouse.demo.fleet.Member;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AgentSettingsTest {
    @Test
    void describesWhatTheAgentNeeds() {
        // When
        String settings = AgentSettings.text(
                Path.of("/run/a"),
                new Member("a", Path.of("/home of/config"), "kind-a"),
                new FleetSource.Own("https://git.example.org/fleet.git"),
                "127.0.0.1:7443",
                Path.of("/run/identity"));

        // Then
        assertThat(settings).isEqualTo("""
            cluster: "a"
            state: "/run/a/state"
            repository:
              url: "https://git.example.org/fleet.git"
              interval: 2s
              allowLocal: false
            hub:
              address: "127.0.0.1:7443"
              identity: "/run/identity"
            kubernetes:
              kubeconfig: "/home of/config"
              context: "kind-a"
              impersonation: none
            status:
              listen: 127.0.0.1:0
            """);
    }
}
