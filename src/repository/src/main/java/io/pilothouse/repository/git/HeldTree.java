package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.util.List;
import java.util.Optional;

/// A commit of a clone that goes on living: somebody may hold this for as long as they like while fetches go on. Each
/// call takes the clone as it is then. A fetch leaves all older commits where they are; only a clone that was made
/// anew, because it was damaged or too large, has forgotten them, and then each call says so instead of giving other
/// files.
final class HeldTree implements FleetTree {
    private final FleetClone clone;
    private final Revision revision;
    private final String prefix;

    HeldTree(FleetClone clone, Revision revision, String prefix) {
        this.clone = clone;
        this.revision = revision;
        this.prefix = prefix;
    }

    @Override
    public Revision revision() {
        return revision;
    }

    @Override
    public String prefix() {
        return prefix;
    }

    @Override
    public Optional<TreeEntry> find(String path) throws DamagedTreeException {
        return clone.<Optional<TreeEntry>, DamagedTreeException>peek(revision, tree -> tree.find(path));
    }

    @Override
    public List<TreeEntry> children(String folder) throws DamagedTreeException, OversizedTreeException {
        return clone.<List<TreeEntry>, OversizedTreeException>peek(revision, tree -> tree.children(folder));
    }

    @Override
    public List<TreeEntry> files(String folder) throws DamagedTreeException, OversizedTreeException {
        return clone.<List<TreeEntry>, OversizedTreeException>peek(revision, tree -> tree.files(folder));
    }

    @Override
    public long size(TreeEntry file) throws DamagedTreeException {
        return clone.<Long, DamagedTreeException>peek(revision, tree -> tree.size(file));
    }

    @Override
    public byte[] read(TreeEntry file, int limit) throws DamagedTreeException {
        return clone.<byte[], DamagedTreeException>peek(revision, tree -> tree.read(file, limit));
    }
}
