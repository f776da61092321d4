package io.pilothouse.testkit.cluster;

import io.pilothouse.testkit.node.NodeStandIn;

/// A control plane with nodes: a whole cluster, as far as the API shows it.
public final class TestCluster implements AutoCloseable {
    private final ControlPlane controlPlane;
    private final NodeStandIn nodes;

    private TestCluster(ControlPlane controlPlane, NodeStandIn nodes) {
        this.controlPlane = controlPlane;
        this.nodes = nodes;
    }

    public static TestCluster start(
            ControlPlanePrograms programs, ControlPlane.Settings settings, NodeStandIn.Settings nodes) {
        var controlPlane = ControlPlane.start(programs, settings);
        try {
            return new TestCluster(controlPlane, NodeStandIn.start(controlPlane.kubeconfigText(), nodes));
        } catch (RuntimeException e) {
            controlPlane.close();
            throw e;
        }
    }

    public ControlPlane controlPlane() {
        return controlPlane;
    }

    @Override
    public void close() {
        nodes.close();
        controlPlane.close();
    }
}
