package io.pilothouse.testkit.cluster;

import io.pilothouse.testkit.tls.TestAuthority;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A real Kubernetes control plane on loopback. It has no nodes; [io.pilothouse.testkit.node.NodeStandIn] brings those.
///
/// `starting → running ⇄ API server stopped → closed`. Any number run beside each other. [#close] stops the processes
/// and is called by a shutdown hook if nobody else does; the folder, with the logs in it, belongs to the caller.
/// Thread-safe: one lock is held while processes start or stop.
public final class ControlPlane implements AutoCloseable {
    private static final Map<String, String> SMALL_HEAP = Map.of("GOGC", "40");
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int ATTEMPTS = 3;

    private final Settings settings;
    private final ControlPlanePrograms programs;
    private final ControlPlaneFiles files;
    private final ControlPlaneCommands commands;
    private final String authorityPem;
    private final String adminToken;
    private final SecureRandom random;
    private final ApiProbe probe;
    private final Map<Role, ServerProcess> running = new LinkedHashMap<>();
    private final Thread atExit = new Thread(this::stopAll, "control-plane-stop");
    private boolean isClosed;

    private enum Role {
        ETCD,
        API_SERVER,
        CONTROLLER_MANAGER
    }

    /// Hears what is going on, for a person who waits. Called on the thread that starts the control plane.
    @FunctionalInterface
    public interface Listener {
        void progress(String controlPlane, String message);

        static Listener none() {
            return (controlPlane, message) -> {};
        }
    }

    /// `name` becomes the name of cluster, user and context in the kubeconfig; `directory` need not exist.
    ///
    /// @param controllerRate how many requests a second each controller may make
    public record Settings(String name, Path directory, Duration startWithin, Listener listener, int controllerRate) {
        /// Enough for a busy machine that starts several at once; a quiet one needs 6 seconds.
        public static final Duration PATIENT = Duration.ofMinutes(2);

        /// The controller manager's own.
        private static final int USUAL_RATE = 20;

        public Settings(String name, Path directory) {
            this(name, directory, PATIENT, Listener.none());
        }

        public Settings(String name, Path directory, Duration startWithin, Listener listener) {
            this(name, directory, startWithin, listener, USUAL_RATE);
        }

        /// For whoever has the controllers do much and does not want to wait for it.
        public Settings withControllerRate(int rate) {
            return new Settings(name, directory, startWithin, listener, rate);
        }

        public Settings {
            if (!name.matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?")) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" cannot name a cluster; use lower-case letters, digits, '-' and '.'");
            }
        }
    }

    private ControlPlane(ControlPlanePrograms programs, Settings settings) {
        this.settings = settings;
        this.programs = programs;
        this.random = new SecureRandom();
        this.adminToken = randomHex(24);
        var authority = TestAuthority.create(settings.name() + " control plane", InstantSource.system());
        this.authorityPem = authority.certificatePem();
        this.files = ControlPlaneFiles.create(settings.directory(), authority, adminToken);
        int[] ports = LoopbackPorts.free(3, random);
        this.commands =
                new ControlPlaneCommands(programs, files, new ControlPlaneCommands.Ports(ports[0], ports[1], ports[2]));
        this.probe = new ApiProbe(apiUrl(), authority.trust(), adminToken);
        files.writeKubeconfig(kubeconfigText());
    }

    /// Returns when the API answers and the `default` ServiceAccount exists, so that pods can be created at once.
    ///
    /// @throws ControlPlaneFailure if a program ends or the time is over; nothing runs any more then
    public static ControlPlane start(ControlPlanePrograms programs, Settings settings) {
        for (int attempt = 1; ; attempt++) {
            var plane = new ControlPlane(programs, settings);
            try {
                plane.startAll();
                return plane;
            } catch (ControlPlaneFailure e) {
                plane.close();
                boolean portWasTaken = Objects.toString(e.getMessage()).contains("address already in use");
                if (!portWasTaken || attempt == ATTEMPTS) {
                    throw e;
                }
                settings.listener().progress(settings.name(), "a port was taken meanwhile, trying others");
                Folders.delete(plane.files.etcdData());
            }
        }
    }

    public String name() {
        return settings.name();
    }

    public KubernetesVersion version() {
        return programs.version();
    }

    public URI apiUrl() {
        return URI.create("https://127.0.0.1:" + commands.ports().apiServer());
    }

    /// The certificate that signed the API server's, as PEM.
    public String authorityPem() {
        return authorityPem;
    }

    /// A token of a member of `system:masters`: may do everything.
    public String adminToken() {
        return adminToken;
    }

    /// The administrator's kubeconfig as a file.
    public Path kubeconfig() {
        return files.kubeconfig();
    }

    public String kubeconfigText() {
        return kubeconfigFor(adminToken);
    }

    /// A kubeconfig for whoever the token belongs to, for instance a ServiceAccount.
    public String kubeconfigFor(String token) {
        return kubeconfigFor(token, apiUrl(), authorityPem);
    }

    /// A kubeconfig that leads to this control plane by way of another server, such as a proxy.
    public String kubeconfigFor(String token, URI server, String serverAuthorityPem) {
        return ControlPlaneFiles.kubeconfig(settings.name(), server.toString(), serverAuthorityPem, token);
    }

    /// The folder with the logs: `etcd.log`, `kube-apiserver.log`, `kube-controller-manager.log`.
    public Path directory() {
        return files.directory();
    }

    /// The processes that run now, by program.
    public synchronized Map<String, ProcessHandle> processes() {
        var handles = new LinkedHashMap<String, ProcessHandle>();
        running.values().forEach(server -> handles.put(server.program(), server.handle()));
        return handles;
    }

    /// Creates a namespace that nobody else uses and waits until pods can be created in it. Tests on a shared
    /// control plane use one each, because deleting a namespace takes seconds and making one does not.
    public String freshNamespace(String prefix) {
        String namespace = prefix + "-" + randomHex(4);
        String json = "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + namespace + "\"}}";
        int status = probe.post("/api/v1/namespaces", json);
        if (status != 201) {
            throw new ControlPlaneFailure("namespace " + namespace + " was refused with status " + status);
        }
        synchronized (this) {
            awaitServiceAccount(namespace, deadline());
        }
        return namespace;
    }

    /// Takes the API server away: clients get "connection refused" until [#startApiServer]. Data and address stay.
    public synchronized void stopApiServer() {
        stop(List.of(Role.API_SERVER));
    }

    /// Brings the API server back at the same address; returns when it is ready.
    public synchronized void startApiServer() {
        if (isClosed) {
            throw new IllegalStateException("control plane " + settings.name() + " is closed");
        }
        if (!running.containsKey(Role.API_SERVER)) {
            startApiServer(deadline());
        }
    }

    public synchronized void restartApiServer() {
        stopApiServer();
        startApiServer();
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the JVM is on its way out, and the hook has run or is this very call
        }
    }

    private synchronized void startAll() {
        Runtime.getRuntime().addShutdownHook(atExit);
        long began = System.nanoTime();
        long deadline = deadline();
        say("starting Kubernetes " + programs.version() + " at " + apiUrl());
        start(Role.ETCD, commands.etcd());
        startApiServer(deadline);
        start(Role.CONTROLLER_MANAGER, commands.controllerManager(settings.controllerRate()));
        awaitServiceAccount("default", deadline);
        say("ready after %.1f s".formatted((System.nanoTime() - began) / 1e9));
    }

    private void startApiServer(long deadline) {
        start(Role.API_SERVER, commands.apiServer());
        await("/readyz", "the API server to be ready", deadline);
    }

    private void awaitServiceAccount(String namespace, long deadline) {
        await(
                "/api/v1/namespaces/" + namespace + "/serviceaccounts/default",
                "the default ServiceAccount of namespace " + namespace,
                deadline);
    }

    private void start(Role role, List<String> command) {
        running.put(role, ServerProcess.start(command, files.directory(), SMALL_HEAP));
    }

    private void await(String path, String what, long deadline) {
        while (probe.get(path) != 200) {
            running.values().forEach(server -> server.expectAliveFor(POLL.dividedBy(running.size())));
            if (System.nanoTime() - deadline > 0) {
                var last = running.values().stream().toList().getLast();
                throw new ControlPlaneFailure("waited %d s for %s of control plane %s in vain; %s said last: %s"
                        .formatted(
                                settings.startWithin().toSeconds(),
                                what,
                                settings.name(),
                                last.program(),
                                last.lastLines()));
            }
        }
    }

    private synchronized void stopAll() {
        isClosed = true;
        stop(List.of(Role.CONTROLLER_MANAGER, Role.API_SERVER));
        stop(List.of(Role.ETCD));
        probe.close();
    }

    private void stop(List<Role> roles) {
        var stopping =
                roles.stream().map(running::remove).filter(Objects::nonNull).toList();
        stopping.forEach(ServerProcess::requestStop);
        stopping.forEach(ServerProcess::awaitStop);
    }

    private long deadline() {
        return System.nanoTime() + settings.startWithin().toNanos();
    }

    private void say(String message) {
        settings.listener().progress(settings.name(), message);
    }

    private String randomHex(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
