package io.pilothouse.repository.tree;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.TreeEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A folder on disk as it is now, committed or not, read as the commit that it would become: ids are Git's, a folder
/// without files does not exist, links are not followed, and `.git` and what is left out are not there. Each file is
/// looked at once, so that what is read is one state. Not safe for use by several threads at once.
public final class FolderTree implements FleetTree {
    private static final String NO_ID = "0".repeat(40);
    private static final String FOLDER_MODE = "40000";

    private final Path root;
    private final Predicate<String> isLeftOut;
    private final Map<String, List<Found>> listed = new HashMap<>();

    /// An entry, and how Git notes it in its folder.
    private record Found(TreeEntry entry, String mode) {}

    /// @param isLeftOut tells paths that would not be committed, such as those that `.gitignore` names
    public FolderTree(Path root, Predicate<String> isLeftOut) {
        this.root = root;
        this.isLeftOut = isLeftOut;
    }

    @Override
    public Revision revision() {
        return Revision.NONE;
    }

    @Override
    public String title() {
        return "The folder";
    }

    @Override
    public Optional<TreeEntry> find(String path) throws DamagedTreeException {
        if (path.isEmpty()) {
            return Optional.of(new TreeEntry("", TreeEntry.Kind.FOLDER, id(list("", 0))));
        }
        // step by step, because a link or an ignored folder on the way ends it
        int slash = path.lastIndexOf('/');
        if (path.indexOf('\0') >= 0 || !isThere(path)) {
            return Optional.empty();
        }
        if (slash < 0) {
            return top(path);
        }
        return list(path.substring(0, slash), 0).stream()
                .map(Found::entry)
                .filter(entry -> entry.path().equals(path))
                .findFirst();
    }

    /// Something directly in the root, without a look at everything else that is there.
    private Optional<TreeEntry> top(String name) throws DamagedTreeException {
        boolean isLeftOutHere = name.equals(".") || isHiddenFromGit(name, name);
        return isLeftOutHere || !Files.exists(at(name), LinkOption.NOFOLLOW_LINKS)
                ? Optional.empty()
                : found(at(name), name, 0).map(Found::entry);
    }

    @Override
    public List<TreeEntry> children(String folder) throws DamagedTreeException, OversizedTreeException {
        if (!folder.isEmpty() && !isThere(folder + "/.")) {
            return List.of();
        }
        List<Found> found = list(folder, 0);
        if (found.size() > MOST_ENTRIES) {
            throw tooMany(folder);
        }
        return found.stream().map(Found::entry).toList();
    }

    @Override
    public List<TreeEntry> files(String folder) throws DamagedTreeException, OversizedTreeException {
        List<TreeEntry> found = new ArrayList<>();
        descend(folder, folder, 0, found);
        return found;
    }

    private void descend(String top, String folder, int depth, List<TreeEntry> found)
            throws DamagedTreeException, OversizedTreeException {
        if (depth > DEEPEST) {
            throw new OversizedTreeException(top, "The folder is nested more than " + DEEPEST + " levels deep.");
        }
        for (TreeEntry entry : children(folder)) {
            if (entry.isFolder()) {
                descend(top, entry.path(), depth + 1, found);
            } else if (found.size() == MOST_ENTRIES) {
                throw tooMany(top);
            } else {
                found.add(entry);
            }
        }
    }

    @Override
    public long size(TreeEntry file) throws DamagedTreeException {
        try {
            return Files.size(at(file.path()));
        } catch (IOException e) {
            throw unreadable(file.path(), e);
        }
    }

    @Override
    public byte[] read(TreeEntry file, int limit) throws DamagedTreeException {
        try (InputStream in = Files.newInputStream(at(file.path()), LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new IllegalArgumentException("its size was not asked for before");
            }
            return content;
        } catch (IOException e) {
            throw unreadable(file.path(), e);
        }
    }

    /// @return true if every folder on the way is one, and nothing on it is left out
    private boolean isThere(String path) {
        String[] parts = path.split("/", -1);
        String here = "";
        for (int i = 0; i + 1 < parts.length; i++) {
            here = i == 0 ? parts[0] : here + "/" + parts[i];
            if (isHiddenFromGit(parts[i], here) || isSubmodule(here)) {
                return false;
            }
            try {
                if (!Files.isDirectory(at(here), LinkOption.NOFOLLOW_LINKS)) {
                    return false;
                }
            } catch (InvalidPathException e) {
                return false;
            }
        }
        return true;
    }

    private boolean isHiddenFromGit(String name, String path) {
        return name.equalsIgnoreCase(".git") || name.equals("..") || isLeftOut.test(path);
    }

    private boolean isSubmodule(String path) {
        return !path.isEmpty() && Files.exists(at(path).resolve(".git"), LinkOption.NOFOLLOW_LINKS);
    }

    private List<Found> list(String folder, int depth) throws DamagedTreeException {
        List<Found> known = listed.get(folder);
        if (known != null) {
            return known;
        }
        List<Found> found = new ArrayList<>();
        if (depth <= 4 * DEEPEST && Files.isDirectory(at(folder), LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(folder))) {
                for (Path entry : entries) {
                    String name = entry.getFileName().toString();
                    String path = folder.isEmpty() ? name : folder + "/" + name;
                    if (!isHiddenFromGit(name, path)) {
                        found(entry, path, depth).ifPresent(found::add);
                    }
                }
            } catch (IOException e) {
                throw unreadable(folder, e);
            }
        }
        found.sort((one, other) -> Arrays.compareUnsigned(sortedAs(one), sortedAs(other)));
        listed.put(folder, found);
        return found;
    }

    private Optional<Found> found(Path file, String path, int depth) throws DamagedTreeException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                byte[] target = Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
                return Optional.of(
                        new Found(new TreeEntry(path, TreeEntry.Kind.SYMLINK, GitIds.blob(target)), "120000"));
            }
            if (attributes.isDirectory()) {
                if (isSubmodule(path)) {
                    return Optional.of(new Found(new TreeEntry(path, TreeEntry.Kind.SUBMODULE, NO_ID), "160000"));
                }
                List<Found> below = list(path, depth + 1);
                return below.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Found(new TreeEntry(path, TreeEntry.Kind.FOLDER, id(below)), FOLDER_MODE));
            }
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                String id = GitIds.blob(in, attributes.size());
                return Optional.of(new Found(
                        new TreeEntry(path, TreeEntry.Kind.FILE, id), isExecutable(file) ? "100755" : "100644"));
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static boolean isExecutable(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }

    private static byte[] sortedAs(Found found) {
        return line(found).sortedAs().getBytes(StandardCharsets.UTF_8);
    }

    private static GitIds.Line line(Found found) {
        return new GitIds.Line(found.mode(), found.entry().name(), found.entry().id());
    }

    private static String id(List<Found> entries) {
        return GitIds.tree(entries.stream().map(FolderTree::line).toList());
    }

    private Path at(String path) {
        return root.resolve(path);
    }

    private static OversizedTreeException tooMany(String folder) {
        return new OversizedTreeException(folder, "The folder holds more than " + MOST_ENTRIES + " files.");
    }

    private static DamagedTreeException unreadable(String path, Exception e) {
        return new DamagedTreeException(
                (path.isEmpty() ? "The folder" : path) + " cannot be read: it changed meanwhile, or may not be read.",
                e);
    }
}
