package io.pilothouse.bench.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pilothouse.bench.frame.Bench;
import io.pilothouse.bench.frame.Comparison;
import io.pilothouse.bench.frame.Goal;
import io.pilothouse.bench.frame.Growth;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Side;
import io.pilothouse.bench.workload.Podinfo;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// G11: the gate against its own library's events, against typed objects, and against JSON, on 250 applications in 251
/// files.
public final class DecodeBench implements Bench {
    private static final int APPLICATIONS = 250;
    private static final double MEGABYTE = 1e6;

    /// How the agent's JVM runs, because it starts on a node that others use.
    private static final List<String> AS_THE_AGENT =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", "-Xmx256m");

    @Override
    public String name() {
        return "decode";
    }

    @Override
    public String title() {
        return "G11: YAML to values";
    }

    @Override
    public Set<String> goals() {
        return Set.of("G11");
    }

    @Override
    public void run(Session session, Path scratch) throws Exception {
        List<byte[]> files = files(APPLICATIONS);
        List<byte[]> json = files.stream().map(DecodeBench::asJson).toList();
        double megabytes = size(files);
        String name = "decode %d files, %.2f MB".formatted(files.size(), megabytes);
        session.compare(compare(name, Decoder.EVENTS, files, files, megabytes).goal(Goal.atLeast(0.8, Measure.WALL)));
        session.compare(compare(name, Decoder.FABRIC8, files, files, megabytes).goal(Goal.atLeast(3, Measure.WALL)));
        session.compare(compare(name, Decoder.JACKSON, files, json, megabytes));
        Path folder = Files.createDirectory(scratch.resolve("files"));
        for (int number = 0; number < files.size(); number++) {
            Files.write(folder.resolve("%03d.yaml".formatted(number)), files.get(number));
        }
        session.compare(Comparison.of(
                        name + ", new process",
                        once(Decoder.GATE, folder),
                        Decoder.FABRIC8.title(),
                        once(Decoder.FABRIC8, folder))
                .cold()
                .goal(Goal.atMost(1, Measure.WALL))
                .goal(Goal.atMost(1, Measure.CPU)));
        SortedMap<Integer, Side> sizes = new TreeMap<>();
        for (int applications : List.of(3, 8, 25, 80, 250)) {
            byte[] file = Podinfo.yaml(applications).getBytes(UTF_8);
            sizes.put(applications, side(Decoder.GATE, List.of(file)));
        }
        session.grow(new Growth("decode one file of N applications", sizes, Measure.WALL, 1.1));
    }

    private static Comparison compare(
            String name, Decoder baseline, List<byte[]> ours, List<byte[]> theirs, double megabytes) {
        return Comparison.of(name, side(Decoder.GATE, ours), baseline.title(), side(baseline, theirs))
                .ofWork(megabytes, "MB");
    }

    private static Side side(Decoder decoder, List<byte[]> files) {
        return () -> {
            int documents = decoder.documents(files);
            return () -> documents + " documents";
        };
    }

    private static Side once(Decoder decoder, Path folder) {
        return Program.java(AS_THE_AGENT, DecodeOnce.class, decoder.name(), folder.toString())
                .side();
    }

    /// A namespace and applications.
    static List<byte[]> files(int applications) {
        List<byte[]> files = new ArrayList<>();
        files.add("apiVersion: v1\nkind: Namespace\nmetadata: {name: podinfo}\n".getBytes(UTF_8));
        for (int number = 0; number < applications; number++) {
            files.add(Podinfo.yaml("podinfo-" + number, number).getBytes(UTF_8));
        }
        return files;
    }

    private static byte[] asJson(byte[] yaml) {
        return YamlGate.parse(yaml).documents().stream()
                .map(YamlDocument::content)
                .map(value -> value.canonical())
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8);
    }

    private static double size(List<byte[]> files) throws IOException {
        return files.stream().mapToLong(file -> file.length).sum() / MEGABYTE;
    }
}
