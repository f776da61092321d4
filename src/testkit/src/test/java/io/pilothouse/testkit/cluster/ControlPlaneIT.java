package io.pilothouse.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneIT {
    @Test
    void leavesNoProcessWhenClosed(@TempDir Path directory) throws Exception {
        // Given
        var programs = ControlPlanePrograms.locate(System.out::println);
        var plane = ControlPlane.start(
                programs,
                new ControlPlane.Settings("solo", directory.resolve("solo"), ControlPlane.Settings.PATIENT, (name, said) -> System.out.println(name + ": " + said)));
        var processes = plane.processes();
        for (var e : processes.entrySet()) System.out.println(e.getKey() + Files.readString(Path.of("/proc/" + e.getValue().pid() + "/status")).lines().filter(l -> l.startsWith("VmRSS")).toList());
        // When
        plane.close();
        // Then
        assertThat(processes).hasSize(3);
        assertThat(processes.values()).noneMatch(ProcessHandle::isAlive);
        System.out.println(Files.readString(directory.resolve("solo/kube-controller-manager.log")));
    }
}
