package io.pilothouse.bench.engine.eye;

import io.pilothouse.bench.engine.program.Cores;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.testkit.cluster.ControlPlane;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the third eye saw, and waiting until it has seen something. What is timed ends when the eye's word arrives
/// here, for every side alike. Thread-safe.
public final class Eye implements AutoCloseable {
    private final Process process;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Integer> changes = new HashMap<>();
    private final Map<String, Long> moments = new HashMap<>();
    private final Map<String, Set<String>> created = new HashMap<>();
    private String trouble = "";
    private boolean isReady;

    private Eye(Process process) {
        this.process = process;
    }

    /// @param folder for the authority's file and its errors
    public static Eye open(ControlPlane plane, Path folder) throws IOException, InterruptedException {
        Path authority = Files.writeString(folder.resolve("eye.pem"), plane.authorityPem());
        List<String> command = new ArrayList<>(Cores.SERVERS.pinned());
        command.addAll(Program.java(
                        List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        EyeMain.class,
                        plane.apiUrl().toString(),
                        authority.toString(),
                        plane.adminToken())
                .command());
        Eye eye = new Eye(new ProcessBuilder(command)
                .redirectError(folder.resolve("eye.err").toFile())
                .start());
        Thread.ofPlatform().daemon().name("eye").start(eye::listen);
        eye.await("the eye to open", Duration.ofMinutes(1), () -> eye.isReady);
        return eye;
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line.split(" ", 5));
            }
        } catch (IOException e) {
            // it was closed
        }
        lose("the eye has ended; see eye.err");
    }

    private synchronized void take(String[] words) {
        switch (words[0]) {
            case "ready" -> isReady = true;
            case "lost" -> trouble = String.join(" ", words);
            case "DELETED" -> {
                values.remove(key(words[1], words[2], words[3]));
                created.computeIfAbsent(words[2], _ -> new HashSet<>()).remove(words[1] + "/" + words[3]);
            }
            default -> {
                String key = key(words[1], words[2], words[3]);
                if (!words[4].equals(values.put(key, words[4]))) {
                    changes.merge(key, 1, Integer::sum);
                    moments.put(key, System.nanoTime());
                }
                created.computeIfAbsent(words[2], _ -> new HashSet<>()).add(words[1] + "/" + words[3]);
            }
        }
        notifyAll();
    }

    private synchronized void lose(String why) {
        trouble = trouble.isEmpty() ? why : trouble;
        notifyAll();
    }

    private static String key(String kind, String namespace, String name) {
        return kind + " " + namespace + " " + name;
    }

    /// Waits until a Deployment has an image.
    public void awaitImage(String namespace, String name, String image, Duration patience)
            throws IOException, InterruptedException {
        String key = key("Deployment", namespace, name);
        await(
                key + " to have " + image,
                patience,
                () -> values.getOrDefault(key, "").startsWith(image + "#"));
    }

    /// @return what tells a Deployment's specification from another; empty if it was not seen
    public synchronized String specification(String namespace, String name) {
        return values.getOrDefault(key("Deployment", namespace, name), "");
    }

    /// Waits until Deployments are as told.
    ///
    /// @param specifications what [#specification] said of each, by name
    public void awaitSpecifications(String namespace, Map<String, String> specifications, Duration patience)
            throws IOException, InterruptedException {
        await(
                specifications.keySet() + " in " + namespace + " to be as they were",
                patience,
                () -> specifications.entrySet().stream()
                        .allMatch(
                                one -> one.getValue().equals(values.get(key("Deployment", namespace, one.getKey())))));
    }

    /// @return how often a Deployment's specification has changed so far
    public synchronized int changes(String namespace, String name) {
        return changes.getOrDefault(key("Deployment", namespace, name), 0);
    }

    /// @return when a Deployment's specification changed last, by [System#nanoTime]; 0 if it was not seen
    public synchronized long changedAt(String namespace, String name) {
        return moments.getOrDefault(key("Deployment", namespace, name), 0L);
    }

    /// Waits until a Deployment's specification has changed so often.
    public void awaitChanges(String namespace, String name, int count, Duration patience)
            throws IOException, InterruptedException {
        String key = key("Deployment", namespace, name);
        await(key + " to change", patience, () -> changes.getOrDefault(key, 0) >= count);
    }

    /// Waits until all these objects were seen in a namespace.
    ///
    /// @param names as `Kind/name`
    public void awaitObjects(String namespace, Set<String> names, Duration patience)
            throws IOException, InterruptedException {
        await(names.size() + " objects in " + namespace, patience, () -> {
            Set<String> seen = created.getOrDefault(namespace, Set.of());
            return seen.size() >= names.size() && seen.containsAll(names);
        });
    }

    /// Waits until none of these objects is left in a namespace.
    ///
    /// @param names as `Kind/name`
    public void awaitGone(String namespace, Set<String> names, Duration patience)
            throws IOException, InterruptedException {
        await(
                names.size() + " objects to leave " + namespace,
                patience,
                () -> created.getOrDefault(namespace, Set.of()).stream().noneMatch(names::contains));
    }

    /// What it remembers of a namespace is of no use any more.
    public synchronized void forget(String namespace) {
        created.remove(namespace);
        values.keySet().removeIf(key -> key.contains(" " + namespace + " "));
        changes.keySet().removeIf(key -> key.contains(" " + namespace + " "));
        moments.keySet().removeIf(key -> key.contains(" " + namespace + " "));
    }

    private interface Condition {
        boolean holds();
    }

    private synchronized void await(String what, Duration patience, Condition condition)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (!trouble.isEmpty() || left <= 0) {
                throw new IOException("waited in vain for " + what + ". " + trouble);
            }
            wait(left);
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
        process.onExit().join();
    }
}
