package io.pilothouse.repository.tree;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.slice.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A commit written down in a test.
public final class MapTree implements FleetTree {
    public static final Revision REVISION = new Revision("0123456789abcdef0123456789abcdef01234567");

    private final String prefix;
    /// Contents, each byte as one character.
    private final SortedMap<String, String> files = new TreeMap<>();
    private final SortedMap<String, TreeEntry.Kind> kinds = new TreeMap<>();

    public MapTree() {
        this("");
    }

    /// @param prefix of another repository's paths
    public MapTree(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public String prefix() {
        return prefix;
    }

    public MapTree with(String path, String content) {
        return with(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public MapTree with(String path, byte[] content) {
        files.put(path, new String(content, StandardCharsets.ISO_8859_1));
        kinds.put(path, TreeEntry.Kind.FILE);
        return this;
    }

    public MapTree with(String path, TreeEntry.Kind kind) {
        files.put(path, "target");
        kinds.put(path, kind);
        return this;
    }

    public MapTree without(String path) {
        files.remove(path);
        kinds.remove(path);
        return this;
    }

    @Override
    public Revision revision() {
        return REVISION;
    }

    @Override
    public Optional<TreeEntry> find(String path) {
        if (files.containsKey(path)) {
            return Optional.of(new TreeEntry(
                    path, kinds.get(path), Digest.of(files.get(path)).hex()));
        }
        SortedMap<String, String> below = below(path);
        return below.isEmpty()
                ? Optional.empty()
                : Optional.of(new TreeEntry(
                        path, TreeEntry.Kind.FOLDER, Digest.of(below.toString()).hex()));
    }

    @Override
    public List<TreeEntry> children(String folder) {
        String start = folder.isEmpty() ? "" : folder + "/";
        return below(folder).keySet().stream()
                .map(path -> path.substring(start.length()).split("/", 2)[0])
                .distinct()
                .map(name -> find(start + name).orElseThrow())
                .toList();
    }

    @Override
    public List<TreeEntry> files(String folder) {
        return below(folder).keySet().stream()
                .map(path -> find(path).orElseThrow())
                .toList();
    }

    @Override
    public long size(TreeEntry file) {
        return read(file, Integer.MAX_VALUE).length;
    }

    @Override
    public byte[] read(TreeEntry file, int limit) {
        return Optional.ofNullable(files.get(file.path())).orElseThrow().getBytes(StandardCharsets.ISO_8859_1);
    }

    private SortedMap<String, String> below(String folder) {
        SortedMap<String, String> found = new TreeMap<>();
        new ArrayList<>(files.keySet())
                .stream()
                        .filter(path -> folder.isEmpty() || path.startsWith(folder + "/"))
                        .forEach(path -> found.put(path, files.get(path)));
        return found;
    }
}
