package io.pilothouse.repository.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The cases whose output is compared with Kustomize's, as inputs for the fuzzer: nearly every field is among them.
final class KustomizeSeeds {
    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final String OVERLAY = "overlay/";
    private static final String EXPECTED = "expected";

    private KustomizeSeeds() {}

    /// @return each case as [TreeText], by the name of its folders
    static SortedMap<String, byte[]> read(Path corpus) throws IOException {
        SortedMap<String, byte[]> seeds = new TreeMap<>();
        try (Stream<Path> groups = Files.list(corpus)) {
            for (Path group : groups.filter(Files::isDirectory).toList()) {
                try (Stream<Path> cases = Files.list(group)) {
                    for (Path one : cases.filter(Files::isDirectory).toList()) {
                        seeds.put(group.getFileName() + "-" + one.getFileName(), TreeText.of(files(one)));
                    }
                }
            }
        }
        return seeds;
    }

    /// What stands in a case's folder itself is the overlay; where there is none, the case has a folder of that
    /// name.
    private static SortedMap<String, String> files(Path one) throws IOException {
        String before = Files.exists(one.resolve(KUSTOMIZATION)) ? OVERLAY : "";
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(one)) {
            walk.filter(Files::isRegularFile).forEach(paths::add);
        }
        SortedMap<String, String> files = new TreeMap<>();
        for (Path path : paths) {
            String name = one.relativize(path).toString().replace('\\', '/');
            if (!name.startsWith(EXPECTED)) {
                // not all of them are text
                files.put(before + name, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
