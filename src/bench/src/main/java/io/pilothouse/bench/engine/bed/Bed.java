package io.pilothouse.bench.engine.bed;

import io.pilothouse.bench.engine.cluster.Api;
import io.pilothouse.bench.engine.cluster.Controllers;
import io.pilothouse.bench.engine.cluster.ServerLoad;
import io.pilothouse.bench.engine.eye.Eye;
import io.pilothouse.bench.engine.program.Cores;
import io.pilothouse.bench.engine.program.RunningAgent;
import io.pilothouse.bench.engine.program.RunningHub;
import io.pilothouse.bench.git.RunningServer;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.ControlPlanePrograms;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What the sides are laid on: a real control plane, a real Git server, a hub, and the third eye. Everything is real
/// but the nodes, and everything ends with it.
public final class Bed implements AutoCloseable {
    /// Twenty is the controllers' own, and 2,500 Deployments would take them six minutes to come to rest.
    private static final int CONTROLLER_RATE = 500;

    private final Path folder;
    private final ControlPlane plane;
    private final Api api;
    private final Eye eye;
    private final RunningServer git;
    private final RunningHub hub;
    private final ServerLoad load;
    private final Controllers controllers;
    private final AtomicInteger names = new AtomicInteger();

    private Bed(Path folder, ControlPlane plane, RunningServer git) throws IOException, InterruptedException {
        this.folder = folder;
        this.plane = plane;
        this.git = git;
        Path authority = Files.writeString(folder.resolve("cluster.pem"), plane.authorityPem());
        this.api = Api.open(plane.apiUrl(), authority, plane.adminToken(), HttpClient.Version.HTTP_2);
        this.load = new ServerLoad(plane, api);
        this.controllers = new Controllers(plane);
        api.define(ObjectSet.DEFINITION, ObjectSet.collection("Gauge", "default"));
        this.eye = Eye.open(plane, folder);
        this.hub = RunningHub.start(folder.resolve("hub"), folder);
    }

    public static Bed make(Path folder) throws IOException, InterruptedException {
        Path served = Files.createDirectories(folder.resolve("served"));
        ControlPlane plane = ControlPlane.start(
                ControlPlanePrograms.locate(System.err::println),
                new ControlPlane.Settings("bench", folder.resolve("control-plane"))
                        .withControllerRate(CONTROLLER_RATE));
        for (ProcessHandle server : plane.processes().values()) {
            Cores.SERVERS.take(server.pid());
        }
        return new Bed(folder, plane, RunningServer.start(served, folder));
    }

    /// @return what the servers are, by name
    public Map<String, String> versions() {
        return Map.of("kube-apiserver", plane.version().toString());
    }

    public Path folder() {
        return folder;
    }

    /// @return where repositories have to be to be served
    public Path served() {
        return folder.resolve("served");
    }

    /// What an agent here is started with.
    ///
    /// @param repository its name at the Git server
    public RunningAgent.Settings agent(String name, String repository) {
        return new RunningAgent.Settings(folder, name, git, repository, hub, plane.kubeconfig());
    }

    /// Ends an agent, and removes the inventory that it kept in the cluster.
    public void remove(RunningAgent agent) throws IOException, InterruptedException {
        agent.kill();
        api.send(api.delete("/api/v1/namespaces/" + agent.settings().namespace() + "/configmaps"));
    }

    public ControlPlane plane() {
        return plane;
    }

    public Api api() {
        return api;
    }

    public Eye eye() {
        return eye;
    }

    public RunningServer git() {
        return git;
    }

    public RunningHub hub() {
        return hub;
    }

    public ServerLoad load() {
        return load;
    }

    public Controllers controllers() {
        return controllers;
    }

    /// @return a name that nothing else here has
    public String name(String prefix) {
        return prefix + "-" + names.incrementAndGet();
    }

    @Override
    public void close() throws IOException {
        hub.close();
        eye.close();
        git.close();
        api.close();
        plane.close();
    }
}
