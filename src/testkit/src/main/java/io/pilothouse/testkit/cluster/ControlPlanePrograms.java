package io.pilothouse.testkit.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The three programs of a control plane, and the version of Kubernetes they are.
public record ControlPlanePrograms(Path etcd, Path apiServer, Path controllerManager, KubernetesVersion version) {
    private static final String FOLDER = "PILOTHOUSE_CONTROL_PLANE";
    private static final Path SCRIPT = Path.of("src", "bin", "control-plane");

    /// The folder that the user names, else what `src/bin/control-plane` of this checkout prints. That may build
    /// them first, which takes minutes: each line it says about that goes to `progress`.
    public static ControlPlanePrograms locate(Consumer<String> progress) {
        var named = Optional.ofNullable(System.getenv(FOLDER)).filter(name -> !name.isBlank());
        return in(named.map(Path::of).orElseGet(() -> askScript(progress)));
    }

    /// The programs in one folder, under the names they are released with.
    public static ControlPlanePrograms in(Path folder) {
        Path apiServer = program(folder, "kube-apiserver");
        return new ControlPlanePrograms(
                program(folder, "etcd"),
                apiServer,
                program(folder, "kube-controller-manager"),
                KubernetesVersion.parse(output(List.of(apiServer.toString(), "--version"), line -> {})));
    }

    private static Path program(Path folder, String name) {
        Path program = folder.resolve(name).toAbsolutePath();
        if (!Files.isExecutable(program)) {
            throw new ControlPlaneFailure("no executable " + program + "; set " + FOLDER
                    + " to a folder with etcd, kube-apiserver and kube-controller-manager, or unset it");
        }
        return program;
    }

    private static Path askScript(Consumer<String> progress) {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path script = folder.resolve(SCRIPT);
            if (Files.isExecutable(script)) {
                return Path.of(output(List.of(script.toString()), progress).strip());
            }
        }
        throw new ControlPlaneFailure("found no " + SCRIPT + " in " + start + " or above it; set " + FOLDER
                + " to a folder with etcd, kube-apiserver and kube-controller-manager");
    }

    /// What the command prints; what it says on standard error is passed on line by line and is the failure's text.
    private static String output(List<String> command, Consumer<String> said) {
        try {
            var process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            var lastSaid = new StringBuilder();
            var listening = Thread.ofVirtual()
                    .start(() -> process.errorReader(StandardCharsets.UTF_8)
                            .lines()
                            .forEach(line -> {
                                lastSaid.setLength(0);
                                lastSaid.append(line);
                                said.accept(line);
                            }));
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            listening.join();
            if (status != 0) {
                throw new ControlPlaneFailure(command.getFirst() + " exited with " + status + ": " + lastSaid);
            }
            return printed;
        } catch (IOException e) {
            throw new ControlPlaneFailure("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlPlaneFailure("interrupted while waiting for " + command.getFirst(), e);
        }
    }
}
