package io.pilothouse.testkit.cluster;

import java.util.ArrayList;
import java.util.List;

/// The command lines of the three programs. All listen on loopback only.
record ControlPlaneCommands(ControlPlanePrograms programs, ControlPlaneFiles files, Ports ports) {

    record Ports(int etcd, int etcdPeer, int apiServer) {}

    /// Does not wait for the disk: a control plane here lives as long as its test.
    List<String> etcd() {
        String client = "http://127.0.0.1:" + ports.etcd;
        String peer = "http://127.0.0.1:" + ports.etcdPeer;
        return List.of(
                programs.etcd().toString(),
                "--name=only",
                "--data-dir=" + files.etcdData(),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=only=" + peer,
                "--unsafe-no-fsync");
    }

    List<String> apiServer() {
        return List.of(
                programs.apiServer().toString(),
                "--etcd-servers=http://127.0.0.1:" + ports.etcd,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + ports.apiServer,
                "--cert-dir=" + files.certificates(),
                "--tls-cert-file=" + files.serverCertificate(),
                "--tls-private-key-file=" + files.serverKey(),
                "--authorization-mode=RBAC",
                "--token-auth-file=" + files.tokens(),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-signing-key-file=" + files.serviceAccountKey(),
                "--service-account-key-file=" + files.serviceAccountPublicKey(),
                "--service-cluster-ip-range=10.0.0.0/16",
                "--enable-priority-and-fairness=false",
                "--profiling=false",
                "--endpoint-reconciler-type=none");
    }

    /// @param rate requests a second of each controller
    List<String> controllerManager(int rate) {
        var command = new ArrayList<>(List.of(
                programs.controllerManager().toString(),
                "--kubeconfig=" + files.kubeconfig(),
                "--bind-address=127.0.0.1",
                "--secure-port=0",
                "--leader-elect=false",
                "--profiling=false",
                "--kube-api-qps=" + rate,
                "--kube-api-burst=" + rate * 3 / 2,
                "--root-ca-file=" + files.authority(),
                "--service-account-private-key-file=" + files.serviceAccountKey()));
        if (!programs.version().isAtLeast(1, 24)) {
            command.add("--port=0"); // the insecure port that later versions no longer know
        }
        return List.copyOf(command);
    }
}
