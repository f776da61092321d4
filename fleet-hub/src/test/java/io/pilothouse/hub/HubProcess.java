package io.pilothouse.hub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A hub in a process of its own, so that it can be killed.
final class HubProcess implements AutoCloseable {
    private static final Pattern READY =
            Pattern.compile("ready: agents and clients 127\\.0\\.0\\.1:(\\d+), http 127\\.0\\.0\\.1:(\\d+), hub id .*");
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private HubProcess(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader();
        this.err = err;
    }

    static HubProcess run(Path folder, String... args) throws IOException {
        Path err = Files.createTempFile(folder, "hub", ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HubMain.class.getName()));
        command.addAll(List.of(args));
        return new HubProcess(
                new ProcessBuilder(command).redirectError(err.toFile()).start(), err);
    }

    static HubProcess serve(Path folder, Path data) throws IOException {
        return run(folder, "serve", "--data", data.toString(), "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0");
    }

    /// @return where it listens for agents and clients
    InetSocketAddress awaitReady() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ready.group(1)));
            }
        }
        throw new AssertionError("the hub ended before it was ready: " + errors());
    }

    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    void terminate() {
        process.destroy();
    }

    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the hub did not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String errors() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
