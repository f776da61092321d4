package io.pilothouse.bench.git;

import io.pilothouse.bench.frame.Program;
import io.pilothouse.repository.git.GitCredentials;
import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.repository.git.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A Git server over HTTPS on this machine, and how both sides talk to it.
public final class RunningServer implements AutoCloseable {
    public static final String USER = "bench";
    public static final String PASSWORD = "bench";

    private final Process process;
    private final String url;
    private final Path authority;
    private final Path password;

    private RunningServer(Process process, String url, Path authority, Path password) {
        this.process = process;
        this.url = url;
        this.authority = authority;
        this.password = password;
    }

    /// @param repositories the folder to serve
    /// @param folder for its certificate
    public static RunningServer start(Path repositories, Path folder) throws IOException {
        Path authority = folder.resolve("authority.pem");
        List<String> command = new ArrayList<>();
        if (Program.isInstalled("taskset")) {
            command.addAll(List.of("taskset", "--cpu-list", "0"));
        }
        command.addAll(
                Program.java(List.of("-Xmx256m"), ServerMain.class, repositories.toString(), authority.toString())
                        .command());
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("server.err").toFile())
                .start();
        // it ends when its standard input does; the reader stays open as long as it runs
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String url = Optional.ofNullable(said.readLine())
                .orElseThrow(() -> new IOException("the Git server did not start: see server.err"));
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        return new RunningServer(process, url, authority, password);
    }

    public String url(String repository) {
        return url + repository;
    }

    /// @param clone where ours keeps its clone
    GitSettings settings(String repository, Path clone) {
        return GitSettings.of(url(repository), "main", clone)
                .withLocalAllowed()
                .withCaBundle(authority)
                .withCredentials(new GitCredentials.Password(USER, Secret.inFile(password)));
    }

    /// @return the certificate of who signed the server's
    public Path authority() {
        return authority;
    }

    /// @return the file that holds [#PASSWORD]
    public Path password() {
        return password;
    }

    /// C Git as fast as it goes: credentials with the first request, no helper, no configuration but ours.
    public Program git(String... arguments) {
        String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-c",
                "http.extraHeader=Authorization: Basic " + login,
                "-c",
                "protocol.version=2",
                "-c",
                "gc.auto=0",
                "-c",
                "maintenance.auto=false",
                "-c",
                "fetch.writeCommitGraph=false"));
        command.addAll(List.of(arguments));
        return Program.of(command.toArray(String[]::new))
                .with("GIT_SSL_CAINFO", authority.toString())
                .with("GIT_CONFIG_NOSYSTEM", "1")
                .with("GIT_CONFIG_GLOBAL", "/dev/null")
                .with("GIT_TERMINAL_PROMPT", "0");
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
        process.onExit().join();
    }
}
