package io.pilothouse.bench.engine.cluster;

import io.pilothouse.bench.frame.Program;
import io.pilothouse.testkit.cluster.ControlPlane;
import java.io.IOException;

/// The controllers, which can be held: they do the same for every side, and while only the sides count they would do it
/// on the servers' core.
public final class Controllers {
    private final ControlPlane plane;

    public Controllers(ControlPlane plane) {
        this.plane = plane;
    }

    public void hold() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void release() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        for (var server : plane.processes().entrySet()) {
            if (server.getKey().equals("kube-controller-manager")) {
                Program.signal(name, server.getValue().pid());
            }
        }
    }
}
