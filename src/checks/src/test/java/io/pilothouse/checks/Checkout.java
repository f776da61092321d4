package io.pilothouse.checks;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The files of this checkout: what a commit of everything would hold.
final class Checkout {
    private static final Set<String> NOT_OURS =
            Set.of(".git", "target", "node_modules", ".idea", ".vscode", ".settings");

    private Checkout() {}

    /// The folder of the root pom: the nearest one above the working folder that holds `fleet-repo-example`.
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("fleet-repo-example"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "not inside a checkout: " + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder;
    }

    /// Every file, as a path relative to the root.
    static List<Path> files() {
        Path root = root();
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    // in a worktree `.git` is a file
                    if (!NOT_OURS.contains(file.getFileName().toString())) {
                        files.add(root.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /// Every file whose name ends in one of these.
    static List<Path> files(String... endings) {
        List<Path> found = files().stream()
                .filter(file -> {
                    String name = file.getFileName().toString();
                    return List.of(endings).stream().anyMatch(name::endsWith);
                })
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no files that end in " + String.join(" or ", endings));
        }
        return found;
    }

    /// The names directly below the root.
    static Set<String> topLevel() {
        return files().stream().map(file -> file.getName(0).toString()).collect(toCollection(TreeSet::new));
    }

    static String text(Path file) {
        try {
            return Files.readString(root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// The modules of the root pom.
    static List<Path> modules() {
        return java.util.regex.Pattern.compile("<module>(.*?)</module>")
                .matcher(text(Path.of("pom.xml")))
                .results()
                .map(match -> Path.of(match.group(1)))
                .toList();
    }
}
