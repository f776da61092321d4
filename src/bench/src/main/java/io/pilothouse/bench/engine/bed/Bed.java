package io.pilothouse.bench.engine.bed;

import io.pilothouse.bench.git.RunningServer;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.ControlPlanePrograms;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// What the sides are laid on: a real control plane, a real Git server, a hub, and the third eye. Everything is real
/// but the nodes, and everything ends with it.
public final class Bed implements AutoCloseable {
    private final Path folder;
    private final ControlPlane plane;
    private final Api api;
    private final Eye eye;
    private final RunningServer git;
    private final RunningHub hub;
    private final ServerLoad load;
    private final AtomicInteger names = new AtomicInteger();

    private Bed(Path folder, ControlPlane plane, RunningServer git) throws IOException, InterruptedException {
        this.folder = folder;
        this.plane = plane;
        this.git = git;
        Path authority = Files.writeString(folder.resolve("cluster.pem"), plane.authorityPem());
        this.api = Api.open(plane.apiUrl(), authority, plane.adminToken(), HttpClient.Version.HTTP_2);
        this.load = new ServerLoad(plane, api);
        this.eye = Eye.open(plane, folder);
        this.hub = RunningHub.start(folder.resolve("hub"), folder);
    }

    public static Bed make(Path folder) throws IOException, InterruptedException {
        Path served = Files.createDirectories(folder.resolve("served"));
        ControlPlane plane = ControlPlane.start(
                ControlPlanePrograms.locate(System.err::println),
                new ControlPlane.Settings("bench", folder.resolve("control-plane")));
        for (ProcessHandle server : plane.processes().values()) {
            Cores.SERVERS.take(server.pid());
        }
        return new Bed(folder, plane, RunningServer.start(served, folder));
    }

    public Path folder() {
        return folder;
    }

    /// @return where repositories have to be to be served
    public Path served() {
        return folder.resolve("served");
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
