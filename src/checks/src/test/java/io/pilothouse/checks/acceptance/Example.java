package io.pilothouse.checks.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The example fleet repository of this checkout.
final class Example {
    private Example() {}

    static Path folder() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            Path example = here.resolve("fleet-repo-example");
            if (Files.isDirectory(example)) {
                return example;
            }
        }
        throw new IllegalStateException("fleet-repo-example is not above the working directory");
    }

    static String text(String path) {
        try {
            return Files.readString(folder().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
