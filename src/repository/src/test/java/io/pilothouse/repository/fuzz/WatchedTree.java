package io.pilothouse.repository.fuzz;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.MapTree;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Remembers which files were read.
final class WatchedTree implements FleetTree {
    private final MapTree tree;
    private final SortedSet<String> read = new TreeSet<>();

    WatchedTree(MapTree tree) {
        this.tree = tree;
    }

    /// @return paths of the files whose content was read
    SortedSet<String> read() {
        return read;
    }

    @Override
    public Revision revision() {
        return tree.revision();
    }

    @Override
    public Optional<TreeEntry> find(String path) {
        return tree.find(path);
    }

    @Override
    public List<TreeEntry> children(String folder) {
        return tree.children(folder);
    }

    @Override
    public List<TreeEntry> files(String folder) {
        return tree.files(folder);
    }

    @Override
    public long size(TreeEntry file) {
        return tree.size(file);
    }

    @Override
    public byte[] read(TreeEntry file, int limit) {
        read.add(file.path());
        return tree.read(file, limit);
    }
}
