package io.pilothouse.repository.tree;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.TreeEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder on disk that stands for a commit.
public record FolderTree(Path root) implements FleetTree {

    @Override
    public Revision revision() {
        return MapTree.REVISION;
    }

    @Override
    public Optional<TreeEntry> find(String path) {
        Path file = root.resolve(path);
        return Files.exists(file) ? Optional.of(entry(file)) : Optional.empty();
    }

    @Override
    public List<TreeEntry> children(String folder) {
        try (Stream<Path> all = Files.list(root.resolve(folder))) {
            return all.sorted().map(this::entry).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<TreeEntry> files(String folder) {
        try (Stream<Path> all = Files.walk(root.resolve(folder))) {
            return all.filter(file -> !Files.isDirectory(file))
                    .sorted()
                    .map(this::entry)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long size(TreeEntry file) {
        return read(file, Integer.MAX_VALUE).length;
    }

    @Override
    public byte[] read(TreeEntry file, int limit) {
        try {
            return Files.readAllBytes(root.resolve(file.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TreeEntry entry(Path file) {
        boolean isFolder = Files.isDirectory(file);
        TreeEntry.Kind kind = isFolder
                ? TreeEntry.Kind.FOLDER
                : Files.isSymbolicLink(file) ? TreeEntry.Kind.SYMLINK : TreeEntry.Kind.FILE;
        return new TreeEntry(root.relativize(file).toString(), kind, isFolder ? folderId(file) : id(file));
    }

    private String folderId(Path folder) {
        StringBuilder all = new StringBuilder();
        files(root.relativize(folder).toString())
                .forEach(file -> all.append(file.path()).append(' ').append(file.id()).append('\n'));
        return hex(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String id(Path file) {
        try {
            return hex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
