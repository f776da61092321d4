package io.pilothouse.bench.engine.program;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A hub, to which the Git server says that there is a new commit, and which tells the agents.
public final class RunningHub implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready: agents and clients (\\S+), http (\\S+), .*");

    private final Running program;
    private final String address;
    private final URI webhook;
    private final Path identity;
    private final Path person;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningHub(Running program, String address, String http, Path identity, Path person) {
        this.program = program;
        this.address = address;
        this.webhook = URI.create("http://" + http + "/hooks/git");
        this.identity = identity;
        this.person = person;
    }

    public static RunningHub start(Path data, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Cores.SERVERS.pinned());
        command.addAll(Product.HUB.command(
                "serve", "--data", data.toString(), "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"));
        Running program = Running.start(command, folder.resolve("hub.log"), List.of());
        String ready = program.awaitLine(line -> READY.matcher(line).matches(), Duration.ofMinutes(1));
        Matcher matcher = READY.matcher(ready);
        if (!matcher.matches()) {
            throw new IOException(ready);
        }
        Path identity = folder.resolve("identity");
        Product.HUB.run(
                "issue-agent",
                "--data",
                data.toString(),
                "--cluster",
                SliceRepository.CLUSTER,
                "--out",
                identity.toString());
        if (!Files.isDirectory(identity)) {
            throw new IOException("the hub issued no identity");
        }
        Path person = folder.resolve("person");
        Product.HUB.run("issue-client", "--data", data.toString(), "--name", "bench", "--out", person.toString());
        return new RunningHub(program, matcher.group(1), matcher.group(2), identity, person);
    }

    public String address() {
        return address;
    }

    Path identity() {
        return identity;
    }

    /// @return the folder with the identity of somebody who may look
    public Path person() {
        return person;
    }

    /// Does what a Git server does after a push.
    public void announce(String commit) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"ref\": \"refs/heads/main\", \"after\": \"" + commit + "\"}"))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 202 || response.body().contains("\"agents\": 0")) {
            throw new IOException("the hub told nobody: " + response.statusCode() + " " + response.body());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        program.close();
    }
}
