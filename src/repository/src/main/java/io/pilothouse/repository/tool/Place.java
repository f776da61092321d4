package io.pilothouse.repository.tool;

import io.pilothouse.core.application.Revision;
import io.pilothouse.repository.git.LocalCheckout;
import io.pilothouse.repository.git.UnknownRevisionException;
import io.pilothouse.repository.tool.lint.Branches;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.FolderTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A fleet repository on this machine: a folder, and the Git repository it belongs to, if any.
final class Place implements AutoCloseable {
    private final Path root;
    private final Optional<LocalCheckout> git;

    private Place(Path root, Optional<LocalCheckout> git) {
        this.root = root;
        this.git = git;
    }

    /// @param folder the fleet repository, or anything in it
    static Place around(Path folder) throws RefusedCommandException {
        Path start = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(start)) {
            throw new RefusedCommandException("There is no folder " + folder + ".");
        }
        for (Path at = start; at != null; at = at.getParent()) {
            if (isFleetRepository(at)) {
                try {
                    return new Place(at, LocalCheckout.around(at));
                } catch (UnknownRevisionException e) {
                    throw new RefusedCommandException(String.valueOf(e.getMessage()));
                }
            }
        }
        throw new RefusedCommandException("There is no fleet repository in " + start
                + " or above it: none of these folders has fleet/fleet.yaml or fleet/clusters/. \"pilothouse repo"
                + " init\" makes one.");
    }

    private static boolean isFleetRepository(Path folder) {
        Path fleet = folder.resolve("fleet");
        return Files.isRegularFile(fleet.resolve("fleet.yaml")) || Files.isDirectory(fleet.resolve("clusters"));
    }

    Path root() {
        return root;
    }

    /// @return the fleet repository's folder within the Git repository; empty for its root
    String prefix() {
        return git.map(LocalCheckout::prefix).orElse("");
    }

    /// @param revision a commit, somehow named; if empty, the folder as it is
    FleetTree tree(Optional<String> revision) throws RefusedCommandException {
        try {
            if (revision.isPresent()) {
                LocalCheckout checkout = git(revision.get());
                return checkout.tree(checkout.resolve(revision.get()));
            }
            return git.isPresent() ? new FolderTree(root, git.get().ignored()) : new FolderTree(root, path -> false);
        } catch (UnknownRevisionException e) {
            throw new RefusedCommandException(String.valueOf(e.getMessage()));
        }
    }

    Revision resolve(String revision) throws RefusedCommandException {
        try {
            return git(revision).resolve(revision);
        } catch (UnknownRevisionException e) {
            throw new RefusedCommandException(String.valueOf(e.getMessage()));
        }
    }

    /// A fleet repository that is only a folder of another repository may have its branches elsewhere.
    Branches branches() {
        return git.filter(checkout -> checkout.prefix().isEmpty())
                .map(checkout -> new Branches(checkout.branches(), checkout.hasEveryBranch()))
                .orElse(Branches.UNKNOWN);
    }

    private LocalCheckout git(String revision) throws RefusedCommandException {
        return git.orElseThrow(() -> new RefusedCommandException(
                root + " is not in a Git repository, so there is no revision " + revision + " of it."));
    }

    @Override
    public void close() {
        git.ifPresent(LocalCheckout::close);
    }
}
