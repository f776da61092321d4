package io.pilothouse.bench.engine.program;

import io.pilothouse.bench.frame.Program;
import java.nio.file.Path;

/// What people do by hand.
public final class Kubectl {
    private Kubectl() {}

    /// Server-side apply of a folder, taking over what others own.
    public static Program apply(Path kubeconfig, String namespace, Path folder) {
        return Program.of(
                "kubectl",
                "--kubeconfig=" + kubeconfig,
                "--namespace=" + namespace,
                "apply",
                "--server-side",
                "--force-conflicts",
                "--recursive",
                "--filename=" + folder);
    }

    /// Whether everything is as in a folder; ends with a failure where it is not.
    public static Program diff(Path kubeconfig, String namespace, Path folder) {
        return Program.of(
                "kubectl",
                "--kubeconfig=" + kubeconfig,
                "--namespace=" + namespace,
                "diff",
                "--server-side",
                "--force-conflicts",
                "--recursive",
                "--filename=" + folder);
    }
}
