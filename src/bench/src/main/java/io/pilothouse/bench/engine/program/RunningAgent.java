package io.pilothouse.bench.engine.program;

import io.pilothouse.bench.frame.ProcStat;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.git.RunningServer;
import io.pilothouse.bench.workload.SliceRepository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The real agent as a process of its own, with the JVM options it is shipped with. It asks Git when it is told to.
public final class RunningAgent implements AutoCloseable {
    /// What it says of an application once it is in sync and healthy.
    public static final String SETTLED = "Application is in sync and healthy";

    private static final String RUNNING = "agent: running ";
    /// A part of the heap in what the JVM says of it; metaspace has no total there.
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private final Running program;
    private final Settings settings;
    private URI status = URI.create("http://127.0.0.1");

    private RunningAgent(Running program, Settings settings) {
        this.program = program;
        this.settings = settings;
    }

    /// What an agent is started with.
    ///
    /// @param folder where its files are
    /// @param name of its folders, and of the namespace where it keeps its inventory
    /// @param repository name of the repository at the Git server
    public record Settings(
            Path folder, String name, RunningServer git, String repository, RunningHub hub, Path kubeconfig) {

        /// @return where it keeps its inventory
        public String namespace() {
            return "inventory-" + name;
        }

        private Path write() throws IOException {
            Path file = folder.resolve(name + ".yaml");
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
                            folder.resolve("state-" + name),
                            git.url(repository),
                            git.authority(),
                            RunningServer.USER,
                            git.password(),
                            hub.address(),
                            hub.identity(),
                            kubeconfig,
                            namespace()));
        }
    }

    /// Starts one; it may not run yet when this returns.
    public static RunningAgent exec(Settings settings) throws IOException {
        List<String> command = new ArrayList<>(Cores.MEASURED.pinned());
        command.addAll(Product.AGENT.command("run", "--config", settings.write().toString()));
        Path log = settings.folder().resolve(settings.name() + ".log");
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

    /// Lets it do nothing until it is released.
    public void hold() throws IOException, InterruptedException {
        Program.signal("STOP", program.pid());
    }

    public void release() throws IOException, InterruptedException {
        Program.signal("CONT", program.pid());
    }

    /// @return mebibytes of its heap that are in use once what is not is gone
    public double heapMebibytes() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String pid = Long.toString(program.pid());
        Program.of(jcmd.toString(), pid, "GC.run").output();
        String heap = Program.of(jcmd.toString(), pid, "GC.heap_info").text();
        return USED.matcher(heap)
                        .results()
                        .mapToLong(part -> Long.parseLong(part.group(1)))
                        .sum()
                / 1024.0;
    }

    public void kill() {
        program.kill();
    }

    @Override
    public void close() {
        program.close();
    }
}
