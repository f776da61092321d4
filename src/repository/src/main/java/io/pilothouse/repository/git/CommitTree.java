package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.git.FolderListings.Item;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/// One commit, read straight from Git's objects. Each call opens and closes its own reader, so that nothing is held
/// between calls and a clone can be replaced. The library answers damage with exceptions of any kind; all of them mean
/// the same here. Called under the clone's lock.
final class CommitTree implements FleetTree {
    /// A folder is searched whatever it holds; only a listing of it is refused.
    private static final int MOST_SEARCHED = 5_000_000;

    private final Repository repository;
    private final FolderListings listings;
    private final Revision revision;
    private final ObjectId root;

    CommitTree(Repository repository, FolderListings listings, Revision revision, ObjectId root) {
        this.repository = repository;
        this.listings = listings;
        this.revision = revision;
        this.root = root;
    }

    @Override
    public Revision revision() {
        return revision;
    }

    @Override
    public Optional<TreeEntry> find(String path) throws DamagedTreeException {
        ObjectId folder = root;
        int from = 0;
        try {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
                Optional<Item> next = item(folder, path.substring(from, slash));
                if (next.isEmpty() || next.get().kind() != TreeEntry.Kind.FOLDER) {
                    return Optional.empty();
                }
                folder = next.get().id();
                from = slash + 1;
            }
            return path.isEmpty()
                    ? Optional.of(new TreeEntry("", TreeEntry.Kind.FOLDER, root.name()))
                    : item(folder, path.substring(from)).map(found -> entry(path, found));
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private Optional<Item> item(ObjectId folder, String name) throws IOException {
        return listings.of(repository, folder, MOST_SEARCHED).map(items -> items.get(name));
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
        String prefix = folder.path().isEmpty() ? "" : folder.path() + "/";
        try {
            Map<String, Item> items = listings.of(repository, ObjectId.fromString(folder.id()), MOST_ENTRIES)
                    .orElseThrow(() -> tooMany(folder.path()));
            items.forEach((name, item) -> found.add(entry(prefix + name, item)));
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private static TreeEntry entry(String path, Item item) {
        return new TreeEntry(path, item.kind(), item.id().name());
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
