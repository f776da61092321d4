package io.pilothouse.agent;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where `fleet-repo-example` is.
final class ExampleRepository {
    private ExampleRepository() {}

    static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("fleet-repo-example"))) {
            here = here.getParent();
        }
        return here.resolve("fleet-repo-example");
    }
}
