package io.pilothouse.bench.engine.bed;

import io.pilothouse.bench.frame.ProcStat;
import io.pilothouse.bench.git.RunningServer;
import io.pilothouse.bench.workload.SliceRepository;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The real agent as a process of its own, with the JVM options it is shipped with. It asks Git when it is told to.
public final class RunningAgent implements AutoCloseable {
    /// What it says of an application once it is in sync and healthy.
    public static final String SETTLED = "Application is in sync and healthy";

    private static final String RUNNING = "agent: running ";

    private final Running program;
    private final Settings settings;
    private URI status = URI.create("http://127.0.0.1");

    private RunningAgent(Running program, Settings settings) {
        this.program = program;
        this.settings = settings;
    }

    /// What an agent is started with.
    ///
    /// @param name of its folders, and of the namespace where it keeps its inventory
    /// @param repository name of the repository at the Git server
    /// @param javaOptions further ones
    public record Settings(Bed bed, String name, String repository, List<String> javaOptions) {
        public static Settings of(Bed bed, String name, String repository) {
            return new Settings(bed, name, repository, List.of());
        }

        /// @return where it keeps its inventory
        public String namespace() {
            return "inventory-" + name;
        }

        private Path write() throws IOException {
            Path file = bed.folder().resolve(name + ".yaml");
            return Files.writeString(file, """
                cluster: %s
                state: %s
                repository:
                  url: %s
                  interval: 1h
                  allowLocal: true
                  caBundle: %s
                  username: %s
                  passwordFile: %s
                hub:
                  address: %s
                  identity: %s
                kubernetes:
                  kubeconfig: %s
                  namespace: %s
                  impersonation: none
                status:
                  listen: 127.0.0.1:0
                """.formatted(
                            SliceRepository.CLUSTER,
                            bed.folder().resolve("state-" + name),
                            bed.git().url(repository),
                            bed.git().authority(),
                            RunningServer.USER,
                            bed.git().password(),
                            bed.hub().address(),
                            bed.hub().identity(),
                            bed.plane().kubeconfig(),
                            namespace()));
        }
    }

    /// Starts one; it may not run yet when this returns.
    public static RunningAgent exec(Settings settings) throws IOException {
        List<String> command = new ArrayList<>(Cores.MEASURED.pinned());
        List<String> agent = new ArrayList<>(
                Product.AGENT.command("run", "--config", settings.write().toString()));
        agent.addAll(1, settings.javaOptions());
        command.addAll(agent);
        Path log = settings.bed().folder().resolve(settings.name() + ".log");
        return new RunningAgent(Running.start(command, log, List.of(SETTLED)), settings);
    }

    /// The same again, on the state that is there.
    public RunningAgent again() throws IOException {
        return exec(settings);
    }

    public Settings settings() {
        return settings;
    }

    /// Waits until it runs.
    public void awaitRunning() throws IOException, InterruptedException {
        String line = program.awaitLine(text -> text.startsWith(RUNNING), Duration.ofMinutes(1));
        status = URI.create(line.substring(line.indexOf("status=") + "status=".length()));
    }

    /// Waits until so many applications are in sync and healthy, counted from its start.
    public void awaitSettled(int applications, Duration patience) throws IOException, InterruptedException {
        program.awaitCount(SETTLED, applications, patience);
    }

    public int settled() {
        return program.count(SETTLED);
    }

    /// @return one of its meters; 0 where it has no such
    public double meter(String name) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String text = http.send(
                            HttpRequest.newBuilder(status.resolve("/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return text.lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .findFirst()
                    .orElse(0);
        }
    }

    public double cpuSeconds() {
        return program.cpuSeconds();
    }

    public double residentMebibytes() {
        return ProcStat.residentMebibytes(program.pid()).orElse(0.0);
    }

    public double peakMebibytes() {
        return ProcStat.peakMebibytes(program.pid()).orElse(0.0);
    }

    public boolean isAlive() {
        return program.isAlive();
    }

    public long pid() {
        return program.pid();
    }

    /// Ends it, and removes the inventory that it kept in the cluster.
    public void remove() throws IOException {
        kill();
        Api api = settings.bed().api();
        try {
            api.send(api.delete("/api/v1/namespaces/" + settings.namespace() + "/configmaps"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the inventory is not removed");
        }
    }

    public void kill() {
        program.kill();
    }

    @Override
    public void close() {
        program.close();
    }
}
