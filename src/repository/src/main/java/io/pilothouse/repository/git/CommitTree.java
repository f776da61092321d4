package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;

/// One commit, read straight from Git's objects. Each call opens and closes its own reader, so that nothing is held
/// between calls and a clone can be replaced. The library answers damage with exceptions of any kind; all of them mean
/// the same here. Called under the clone's lock.
final class CommitTree implements FleetTree {
    private final Repository repository;
    private final Revision revision;
    private final ObjectId root;

    CommitTree(Repository repository, Revision revision, ObjectId root) {
        this.repository = repository;
        this.revision = revision;
        this.root = root;
    }

    @Override
    public Revision revision() {
        return revision;
    }

    @Override
    public Optional<TreeEntry> find(String path) throws DamagedTreeException {
        if (path.isEmpty()) {
            return Optional.of(new TreeEntry("", TreeEntry.Kind.FOLDER, root.name()));
        }
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = TreeWalk.forPath(reader, path, root)) {
            return walk == null ? Optional.empty() : Optional.of(entry("", path, walk));
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    @Override
    public List<TreeEntry> children(String folder) throws DamagedTreeException, OversizedTreeException {
        List<TreeEntry> found = new ArrayList<>();
        Optional<TreeEntry> start = find(folder);
        if (start.isPresent() && start.get().isFolder()) {
            list(start.get(), found);
        }
        return found;
    }

    @Override
    public List<TreeEntry> files(String folder) throws DamagedTreeException, OversizedTreeException {
        List<TreeEntry> found = new ArrayList<>();
        Optional<TreeEntry> start = find(folder);
        if (start.isPresent() && start.get().isFolder()) {
            descend(folder, start.get(), 0, found);
        }
        return found;
    }

    private void descend(String top, TreeEntry folder, int depth, List<TreeEntry> found)
            throws DamagedTreeException, OversizedTreeException {
        if (depth > DEEPEST) {
            throw new OversizedTreeException(top, "The folder is nested more than " + DEEPEST + " levels deep.");
        }
        List<TreeEntry> here = new ArrayList<>();
        list(folder, here);
        for (TreeEntry entry : here) {
            if (entry.isFolder()) {
                descend(top, entry, depth + 1, found);
            } else if (found.size() == MOST_ENTRIES) {
                throw tooMany(top);
            } else {
                found.add(entry);
            }
        }
    }

    private void list(TreeEntry folder, List<TreeEntry> found) throws DamagedTreeException, OversizedTreeException {
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(new CanonicalTreeParser(null, reader, ObjectId.fromString(folder.id())));
            while (walk.next()) {
                if (found.size() == MOST_ENTRIES) {
                    throw tooMany(folder.path());
                }
                found.add(entry(folder.path().isEmpty() ? "" : folder.path() + "/", name(walk), walk));
            }
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private static TreeEntry entry(String prefix, String name, TreeWalk walk) {
        int mode = walk.getRawMode(0) & FileMode.TYPE_MASK;
        TreeEntry.Kind kind = switch (mode) {
            case FileMode.TYPE_TREE -> TreeEntry.Kind.FOLDER;
            case FileMode.TYPE_FILE -> TreeEntry.Kind.FILE;
            case FileMode.TYPE_SYMLINK -> TreeEntry.Kind.SYMLINK;
            default -> TreeEntry.Kind.SUBMODULE;
        };
        return new TreeEntry(prefix + name, kind, walk.getObjectId(0).name());
    }

    /// Names that are not UTF-8 get the replacement character, by which they are refused where they matter.
    private static String name(TreeWalk walk) {
        byte[] raw = walk.getRawPath();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(raw, StandardCharsets.UTF_8);
        }
    }

    @Override
    public long size(TreeEntry file) throws DamagedTreeException {
        try (ObjectReader reader = repository.newObjectReader()) {
            return reader.getObjectSize(ObjectId.fromString(file.id()), Constants.OBJ_BLOB);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    @Override
    public byte[] read(TreeEntry file, int limit) throws DamagedTreeException {
        try (ObjectReader reader = repository.newObjectReader()) {
            return reader.open(ObjectId.fromString(file.id()), Constants.OBJ_BLOB)
                    .getCachedBytes(limit);
        } catch (LargeObjectException e) {
            throw new IllegalArgumentException("its size was not asked for before", e);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private static OversizedTreeException tooMany(String folder) {
        return new OversizedTreeException(folder, "The folder holds more than " + MOST_ENTRIES + " files.");
    }

    private static DamagedTreeException damaged(Exception e) {
        return new DamagedTreeException("An object of the clone is missing or damaged.", e);
    }
}
