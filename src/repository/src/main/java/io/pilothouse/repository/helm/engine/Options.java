package io.pilothouse.repository.helm.engine;

import com.marcnuri.helm.jni.InstallOptions;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// How the library is asked: as `helm install --dry-run=client` would, without even knowing a cluster.
final class Options {
    private Options() {}

    static InstallOptions of(Render chart) {
        String files = chart.values().stream().map(Path::toString).collect(Collectors.joining(","));
        return new InstallOptions(
                chart.releaseName(),
                0,
                "",
                "",
                chart.chart().toString(),
                chart.namespace(),
                chart.kubeVersion(),
                0,
                0,
                "",
                0,
                0,
                1,
                1,
                "client",
                1,
                0,
                0,
                "",
                "",
                files,
                "",
                "",
                "",
                "",
                "",
                0,
                0,
                "",
                0,
                1,
                "");
    }
}
