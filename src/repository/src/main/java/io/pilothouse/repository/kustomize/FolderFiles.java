package io.pilothouse.repository.kustomize;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks up what a kustomization names, and keeps to the rules for that: files are in its folder or below, nothing is
/// outside the repository, nothing is a link.
final class FolderFiles {
    private final FleetTree tree;
    private final String folder;
    private final Reads.Builder reads;
    private final List<InputError> errors;
    private final Volume volume;
    private final Map<String, TreeEntry> files = new HashMap<>();

    FolderFiles(FleetTree tree, String folder, Reads.Builder reads, List<InputError> errors, Volume volume) {
        this.tree = tree;
        this.folder = folder;
        this.reads = reads;
        this.errors = errors;
        this.volume = volume;
    }

    /// @return the files that were asked for, by how they are written
    Map<String, TreeEntry> files() {
        return files;
    }

    /// Looks up a file that must be there.
    Optional<TreeEntry> file(Written written) throws DamagedTreeException {
        TreeEntry known = files.get(written.text());
        if (known != null) {
            return read(written, known);
        }
        Optional<String> path = path(written);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Optional<TreeEntry> entry = tree.find(path.get());
        if (entry.isEmpty()) {
            missing(written, path.get());
            return Optional.empty();
        }
        return read(written, entry.get());
    }

    /// @param entry what stands at the path
    /// @return the entry, if it is a file that may be read
    Optional<TreeEntry> read(Written written, TreeEntry entry) throws DamagedTreeException {
        if (!entry.isFile()) {
            refuse(written, "is " + kind(entry) + ", but must be a file");
            return Optional.empty();
        }
        if (!isBelow(folder, entry.path())) {
            refuse(
                    written,
                    "is outside the kustomization's folder, and Kustomize reads files only in and below that: move"
                            + " it, or make its folder a base");
            return Optional.empty();
        }
        if (!volume.isEnoughFor(tree, entry, written.place(), errors)) {
            return Optional.empty();
        }
        reads.add(tree, entry);
        files.put(written.text(), entry);
        return Optional.of(entry);
    }

    /// @return the path from the root; if empty, the error is noted
    Optional<String> path(Written written) {
        String text = written.text();
        if (text.isBlank() || text.startsWith("/") || text.contains("\\") || text.contains("\u0000")) {
            refuse(written, "is no relative path: name a file or folder, with slashes, relative to this one's folder");
            return Optional.empty();
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (folder + "/" + text).split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (parts.pollLast() == null) {
                        refuse(written, "leads outside the repository");
                        return Optional.empty();
                    }
                }
                default -> parts.addLast(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    /// Notes that something is missing, and why, if a link is in the way.
    void missing(Written written, String path) throws DamagedTreeException {
        reads.missing(tree, path);
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            Optional<TreeEntry> above = tree.find(path.substring(0, slash));
            if (above.isPresent() && !above.get().isFolder()) {
                reads.add(tree, above.get());
                refuse(written, "leads through " + kind(above.get()));
                return;
            }
        }
        refuse(written, "does not exist: correct the path, or add what is missing");
    }

    void refuse(Written written, String why) {
        errors.add(
                new InputError("PH-172", written.place().origin(), "\"" + shown(written.text()) + "\" " + why + "."));
    }

    static String kind(TreeEntry entry) {
        return switch (entry.kind()) {
            case FILE -> "a file";
            case FOLDER -> "a folder";
            case SYMLINK -> "a symbolic link, which is not followed";
            case SUBMODULE -> "a submodule, which is not fetched";
        };
    }

    /// @return true if a path is a folder, or in or below it
    static boolean isBelow(String folder, String path) {
        return folder.isEmpty() || path.equals(folder) || path.startsWith(folder + "/");
    }

    /// What is written where a path is expected may be anything, such as a whole object.
    static String shown(String text) {
        String printable = PathNames.printable(text);
        boolean isPath = printable.length() <= 200 && !printable.contains("<U+") && !printable.contains(": ");
        return isPath ? printable.replaceAll("//[^/@]*@", "//…@") : "…";
    }
}
