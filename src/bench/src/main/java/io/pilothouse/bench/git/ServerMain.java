package io.pilothouse.bench.git;

import io.pilothouse.testkit.git.GitHttpsServer;
import io.pilothouse.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// The Git server as a process of its own, so that its processor time is nobody's. Serves a folder until its standard
/// input ends; prints its address when it is ready.
final class ServerMain {
    private ServerMain() {}

    public static void main(String[] arguments) throws IOException {
        TestAuthority authority = TestAuthority.create("Bench", InstantSource.system());
        Files.writeString(Path.of(arguments[1]), authority.certificatePem());
        var settings = new GitHttpsServer.Settings(
                Path.of(arguments[0]), authority.serverFor("127.0.0.1"), RunningServer.USER, RunningServer.PASSWORD);
        try (GitHttpsServer server = GitHttpsServer.start(settings)) {
            System.out.println(server.url(""));
            while (System.in.read() >= 0) {
                // nothing is said to it
            }
        }
    }
}
