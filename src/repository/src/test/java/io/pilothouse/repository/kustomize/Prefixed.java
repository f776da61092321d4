package io.pilothouse.repository.kustomize;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.MapTree;
import java.util.List;
import java.util.Optional;

/// A commit of another repository, as it is shown.
record Prefixed(MapTree tree, String prefix) implements FleetTree {
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
        return tree.read(file, limit);
    }
}
