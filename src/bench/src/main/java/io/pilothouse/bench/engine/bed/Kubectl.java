package io.pilothouse.bench.engine.bed;

import io.pilothouse.bench.frame.Program;
import java.nio.file.Path;

/// What people do by hand.
public final class Kubectl {
    private Kubectl() {}

    /// Server-side apply of a folder, taking over what others own.
    public static Program apply(Bed bed, String namespace, Path folder) {
        return Program.of(
                "kubectl",
                "--kubeconfig=" + bed.plane().kubeconfig(),
                "--namespace=" + namespace,
                "apply",
                "--server-side",
                "--force-conflicts",
                "--recursive",
                "--filename=" + folder);
    }

    /// Whether everything is as in a folder; ends with a failure where it is not.
    public static Program diff(Bed bed, String namespace, Path folder) {
        return Program.of(
                "kubectl",
                "--kubeconfig=" + bed.plane().kubeconfig(),
                "--namespace=" + namespace,
                "diff",
                "--server-side",
                "--force-conflicts",
                "--recursive",
                "--filename=" + folder);
    }
}
