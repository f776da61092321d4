package io.pilothouse.bench.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A process that decodes a folder once and ends: what the first pass after a start costs.
final class DecodeOnce {
    private DecodeOnce() {}

    public static void main(String[] arguments) throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(Path.of(arguments[1]))) {
            for (Path path : paths.sorted().toList()) {
                files.add(Files.readAllBytes(path));
            }
        }
        System.out.println(Decoder.valueOf(arguments[0]).documents(files));
    }
}
