package io.pilothouse.repository.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// People who sign commits, with the machine's own `ssh-keygen`, `gpg` and `git`.
final class Signers {
    private final Path folder;
    private final Upstream upstream;

    Signers(Path folder, Upstream upstream) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.upstream = upstream;
    }

    /// @param type as `ssh-keygen -t` takes it
    /// @return the private key's file; the public key stands beside it
    Path sshKey(String name, String type) throws IOException {
        Path key = folder.resolve(name);
        run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", name, "-f", key.toString());
        return key;
    }

    /// @return a line of an allowed signers file
    static String allow(String principals, Path key) throws IOException {
        return principals + " " + Files.readString(key.resolveSibling(key.getFileName() + ".pub"));
    }

    String commitBySsh(Path key, String message) throws IOException {
        upstream.git(
                "-c",
                "gpg.format=ssh",
                "-c",
                "user.signingkey=" + key,
                "commit",
                "-q",
                "--allow-empty",
                "-S",
                "-m",
                message);
        return upstream.git("rev-parse", "HEAD");
    }

    /// A home of `gpg`, at a time of one's choice.
    ///
    /// @param time as `gpg --faked-system-time` takes it; empty for the machine's
    Gpg gpg(String name, String time) throws IOException {
        // the path of an agent's socket may not be long
        Path home = Files.createTempDirectory("gpg");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Path program = folder.resolve(name + ".sh");
        String faked = time.isEmpty() ? "" : " --faked-system-time " + time;
        Files.writeString(program, "#!/bin/sh\nexec gpg --homedir " + home + faked + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Gpg(home, program);
    }

    final class Gpg {
        private final Path home;
        private final Path program;

        private Gpg(Path home, Path program) {
            this.home = home;
            this.program = program;
        }

        /// @param algorithm such as `ed25519`, `rsa2048`
        /// @param expires such as `never`, `1d`
        Gpg key(String user, String algorithm, String expires) throws IOException {
            run(
                    program.toString(),
                    "--batch",
                    "--passphrase",
                    "",
                    "--quick-generate-key",
                    user,
                    algorithm,
                    "sign",
                    expires);
            return this;
        }

        String commit(String user, String message) throws IOException {
            upstream.git(
                    "-c",
                    "gpg.program=" + program,
                    "-c",
                    "user.signingkey=" + user,
                    "commit",
                    "-q",
                    "--allow-empty",
                    "-S",
                    "-m",
                    message);
            return upstream.git("rev-parse", "HEAD");
        }

        Gpg revoke() throws IOException {
            try (var found = Files.list(home.resolve("openpgp-revocs.d"))) {
                Path certificate = found.findFirst().orElseThrow();
                // its author put a colon before it, so that nobody imports it by mistake
                Files.writeString(certificate, Files.readString(certificate).replace(":-----BEGIN", "-----BEGIN"));
                run(program.toString(), "--batch", "--import", certificate.toString());
            }
            return this;
        }

        Path export(Path file) throws IOException {
            return Files.writeString(file, run(program.toString(), "--armor", "--export"));
        }

        void close() throws IOException {
            run("gpgconf", "--homedir", home.toString(), "--kill", "all");
            CloneFolder.delete(home);
        }
    }

    private static String run(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command));
        Path errors = Files.createTempFile("signers", ".txt");
        Process process =
                new ProcessBuilder(words).redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output + Files.readString(errors));
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(errors);
        }
    }
}
