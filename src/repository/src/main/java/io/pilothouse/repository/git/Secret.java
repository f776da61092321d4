package io.pilothouse.repository.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a secret stands. Read at every use, so that a rotated one needs no restart, and never kept or printed.
public sealed interface Secret {

    /// @return the secret, empty where it cannot be read or is empty
    Optional<String> read();

    /// @return for people: where it stands
    String place();

    static Secret inFile(Path file) {
        return new InFile(file);
    }

    static Secret inEnvironment(String variable) {
        return new InEnvironment(variable);
    }

    /// A file that holds the secret and nothing else but white space around it.
    record InFile(Path file) implements Secret {
        private static final int LARGEST = 64 << 10;

        @Override
        public Optional<String> read() {
            try (var in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(LARGEST);
                return Optional.of(new String(bytes, StandardCharsets.UTF_8)
                                .replace("\uFEFF", "")
                                .strip())
                        .filter(text -> !text.isEmpty());
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        @Override
        public String place() {
            return "the file " + file;
        }
    }

    /// An environment variable.
    record InEnvironment(String variable) implements Secret {
        @Override
        public Optional<String> read() {
            return Optional.ofNullable(System.getenv(variable))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
        }

        @Override
        public String place() {
            return "the environment variable " + variable;
        }
    }
}
