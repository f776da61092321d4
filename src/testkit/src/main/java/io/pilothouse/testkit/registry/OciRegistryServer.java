package io.pilothouse.testkit.registry;

import io.pilothouse.testkit.cluster.ServerProcess;
import io.pilothouse.testkit.tls.Pem;
import io.pilothouse.testkit.tls.ServerIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/// Docker's own registry on loopback, over TLS, for one user with a password, or for everybody. `src/bin/registry` gets
/// the program.
public final class OciRegistryServer implements AutoCloseable {
    private static final Path SCRIPT = Path.of("src", "bin", "registry");
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final ServerProcess process;
    private final int port;
    private final Path storage;

    /// @param folder for its files, empty
    /// @param login user name and password, empty for everybody
    public record Settings(Path folder, ServerIdentity identity, Optional<Map.Entry<String, String>> login) {}

    private OciRegistryServer(ServerProcess process, int port, Path storage) {
        this.process = process;
        this.port = port;
        this.storage = storage;
    }

    /// Starts it and waits until it answers.
    public static OciRegistryServer start(Settings settings) {
        try {
            Path folder = settings.folder().toAbsolutePath();
            Path storage = Files.createDirectories(folder.resolve("storage"));
            int port = freePort();
            Files.writeString(
                    folder.resolve("certificate.pem"),
                    Pem.of(settings.identity().certificate())
                            + Pem.of(settings.identity().authority()));
            Files.writeString(
                    folder.resolve("key.pem"), Pem.of(settings.identity().key()));
            Path config = Files.writeString(folder.resolve("config.yml"), config(folder, storage, port, settings));
            ServerProcess process =
                    ServerProcess.start(List.of(program(), "serve", config.toString()), folder, Map.of());
            OciRegistryServer server = new OciRegistryServer(process, port, storage);
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a registry in " + settings.folder(), e);
        }
    }

    private static String config(Path folder, Path storage, int port, Settings settings) throws IOException {
        String auth = "";
        if (settings.login().isPresent()) {
            byte[] salt = new byte[16];
            new SecureRandom().nextBytes(salt);
            // the least work: this password protects nothing
            String hash = OpenBSDBCrypt.generate(
                    "2y", settings.login().get().getValue().toCharArray(), salt, 4);
            Path passwords = Files.writeString(
                    folder.resolve("htpasswd"), settings.login().get().getKey() + ":" + hash + "\n");
            auth = "auth: {htpasswd: {realm: test, path: '" + passwords + "'}}\n";
        }
        return """
            version: 0.1
            log: {level: warn}
            storage: {filesystem: {rootdirectory: '%s'}, delete: {enabled: true}}
            http:
              addr: 127.0.0.1:%d
              tls: {certificate: '%s', key: '%s'}
            """.formatted(storage, port, folder.resolve("certificate.pem"), folder.resolve("key.pem")) + auth;
    }

    /// The registry's address, such as `127.0.0.1:21000`.
    public String host() {
        return "127.0.0.1:" + port;
    }

    /// Where it keeps what was pushed, for tests that damage it.
    public Path storage() {
        return storage;
    }

    @Override
    public void close() {
        process.requestStop();
        process.awaitStop();
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers()) {
            process.expectAliveFor(MOMENT);
            if (System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("the registry does not answer: " + process.lastLines());
            }
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String program() throws IOException {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path script = folder.resolve(SCRIPT);
            if (Files.isExecutable(script)) {
                return output(script);
            }
        }
        throw new IllegalStateException("found no " + SCRIPT + " in " + start + " or above it");
    }

    private static String output(Path script) throws IOException {
        try {
            Process process = new ProcessBuilder(script.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(script + " failed: see what it said");
            }
            return printed.strip();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + script, e);
        }
    }
}
