package io.pilothouse.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPlaneCommandsTest {

    @ParameterizedTest
    @CsvSource({"Kubernetes v1.20.2, 1.20", "Kubernetes v1.36.0-rc.1, 1.36", "v2.1.0, 2.1"})
    void readsWhatAProgramSaysAboutItself(String said, String version) {
        // When
        var parsed = KubernetesVersion.parse(said);

        // Then
        assertThat(parsed).hasToString(version);
    }

    @Test
    void refusesWhatIsNoVersion() {
        // When, Then
        assertThatThrownBy(() -> KubernetesVersion.parse("flag provided but not defined"))
                .hasMessageContaining("no version in \"flag provided but not defined\"");
    }

    @Test
    void closesTheInsecurePortOnlyWhereThereIsOne() {
        // When
        var old = commands(new KubernetesVersion(1, 20)).controllerManager(20);
        var current = commands(new KubernetesVersion(1, 36)).controllerManager(20);

        // Then
        assertThat(old).contains("--port=0");
        assertThat(current).doesNotContain("--port=0").containsAll(without(old, "--port=0"));
    }

    @Test
    void listensOnLoopbackOnly() {
        // Given
        var commands = commands(new KubernetesVersion(1, 36));

        // When
        var addresses = Stream.of(commands.etcd(), commands.apiServer())
                .flatMap(List::stream)
                .filter(flag -> flag.matches("--(listen|bind|advertise|initial-advertise).*"))
                .toList();

        // Then
        assertThat(addresses).hasSize(6).allMatch(flag -> flag.contains("127.0.0.1"));
    }

    private static List<String> without(List<String> flags, String flag) {
        return flags.stream().filter(other -> !other.equals(flag)).toList();
    }

    private static ControlPlaneCommands commands(KubernetesVersion version) {
        Path folder = Path.of("programs");
        var programs = new ControlPlanePrograms(
                folder.resolve("etcd"),
                folder.resolve("kube-apiserver"),
                folder.resolve("kube-controller-manager"),
                version);
        return new ControlPlaneCommands(
                programs, new ControlPlaneFiles(Path.of("plane")), new ControlPlaneCommands.Ports(1, 2, 3));
    }
}
