package io.pilothouse.testkit.cluster;

import io.pilothouse.testkit.tls.Pem;
import io.pilothouse.testkit.tls.ServerIdentity;
import io.pilothouse.testkit.tls.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Base64;

/// Where a control plane keeps what it needs on disk. The folder is readable by its owner only: it holds keys.
record ControlPlaneFiles(Path directory) {

    static ControlPlaneFiles create(Path directory, TestAuthority authority, String adminToken) {
        var files = new ControlPlaneFiles(directory.toAbsolutePath());
        KeyPair serviceAccounts = TestAuthority.newKeyPair();
        ServerIdentity server = authority.serverFor("127.0.0.1", "localhost", "kubernetes.default.svc");
        try {
            Files.createDirectories(files.directory);
            Files.setPosixFilePermissions(files.directory, PosixFilePermissions.fromString("rwx------"));
            write(files.authority(), authority.certificatePem());
            write(files.serverCertificate(), Pem.of(server.certificate()));
            write(files.serverKey(), Pem.of(server.key()));
            write(files.serviceAccountKey(), Pem.of(serviceAccounts.getPrivate()));
            write(files.serviceAccountPublicKey(), Pem.of(serviceAccounts.getPublic()));
            write(files.tokens(), adminToken + ",admin,admin,system:masters\n");
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the control plane's files to " + directory, e);
        }
    }

    Path authority() {
        return directory.resolve("ca.crt");
    }

    Path serverCertificate() {
        return directory.resolve("server.crt");
    }

    Path serverKey() {
        return directory.resolve("server.key");
    }

    Path serviceAccountKey() {
        return directory.resolve("service-accounts.key");
    }

    Path serviceAccountPublicKey() {
        return directory.resolve("service-accounts.pub");
    }

    Path tokens() {
        return directory.resolve("tokens.csv");
    }

    Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    Path etcdData() {
        return directory.resolve("etcd");
    }

    Path certificates() {
        return directory.resolve("certificates");
    }

    void writeKubeconfig(String text) {
        try {
            write(kubeconfig(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + kubeconfig(), e);
        }
    }

    /// One cluster, one user, one context, all of the same name.
    static String kubeconfig(String name, String apiUrl, String authorityPem, String token) {
        String authority = Base64.getEncoder().encodeToString(authorityPem.getBytes(StandardCharsets.UTF_8));
        return """
            apiVersion: v1
            kind: Config
            clusters:
              - name: %1$s
                cluster:
                  server: %2$s
                  certificate-authority-data: %3$s
            users:
              - name: %1$s
                user:
                  token: %4$s
            contexts:
              - name: %1$s
                context:
                  cluster: %1$s
                  user: %1$s
            current-context: %1$s
            """.formatted(name, apiUrl, authority, token);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
