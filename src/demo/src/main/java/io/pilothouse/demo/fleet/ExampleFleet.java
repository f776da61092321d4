package io.pilothouse.demo.fleet;

import static java.util.stream.Collectors.toMap;

import io.pilothouse.demo.process.DemoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// `fleet-repo-example`, with further clusters where more are asked for: each is like [#MODEL] under another name.
///
/// @param files by path
/// @param clusters the clusters to start, sorted
public record ExampleFleet(SortedMap<String, String> files, List<String> clusters) {
    private static final String MODEL = "prod-eu-1";
    private static final String FLEET = "fleet/clusters/";
    private static final List<String> FOLDERS = List.of("app/clusters/", "infra/clusters/");

    public ExampleFleet {
        clusters = List.copyOf(clusters);
    }

    /// Reads the folder and makes it a fleet of so many clusters.
    public static ExampleFleet read(Path folder, int clusters) {
        try (Stream<Path> found = Files.walk(folder)) {
            Map<String, String> files = found.filter(Files::isRegularFile)
                    .collect(toMap(file -> folder.relativize(file).toString(), ExampleFleet::text));
            return of(files, clusters);
        } catch (IOException e) {
            throw new DemoFailure("cannot read " + folder + " (" + e.getMessage() + ")", e);
        }
    }

    static ExampleFleet of(Map<String, String> files, int clusters) {
        SortedMap<String, String> all = new TreeMap<>(files);
        List<String> own = files.keySet().stream()
                .filter(path -> path.startsWith(FLEET) && path.endsWith(".yaml"))
                .map(path -> path.substring(FLEET.length(), path.length() - ".yaml".length()))
                .sorted()
                .toList();
        List<String> more = IntStream.rangeClosed(2, Integer.MAX_VALUE)
                .mapToObj(number -> MODEL.substring(0, MODEL.lastIndexOf('-') + 1) + number)
                .filter(name -> !own.contains(name))
                .limit(Math.max(0, clusters - own.size()))
                .toList();
        more.forEach(name -> all.putAll(copy(files, name)));
        return new ExampleFleet(
                all, Stream.concat(own.stream(), more.stream()).limit(clusters).toList());
    }

    private static Map<String, String> copy(Map<String, String> files, String name) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().equals(FLEET + MODEL + ".yaml")
                        || FOLDERS.stream().anyMatch(folder -> file.getKey().startsWith(folder + MODEL + "/")))
                .collect(toMap(
                        file -> file.getKey().replace("clusters/" + MODEL, "clusters/" + name),
                        file -> file.getValue().replace(MODEL, name)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new DemoFailure("cannot read " + file + " (" + e.getMessage() + ")", e);
        }
    }
}
