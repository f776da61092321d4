package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.repository.tree.FleetTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// The Git repository that somebody works in, read only: nothing in it is written, run or asked of a server, and the
/// machine's own Git configuration does not count. The library answers damage with exceptions of any kind.
public final class LocalCheckout implements AutoCloseable {
    private static final String REMOTE = "refs/remotes/origin/";

    private final Repository repository;
    private final String prefix;
    private final FolderListings listings = new FolderListings();

    private LocalCheckout(Repository repository, String prefix) {
        this.repository = repository;
        this.prefix = prefix;
    }

    /// @param folder the fleet repository's root, which may be a folder of a larger repository
    /// @return the repository that holds it; empty if none does
    /// @throws UnknownRevisionException if there is one that cannot be read
    public static Optional<LocalCheckout> around(Path folder) throws UnknownRevisionException {
        IsolatedSystem.install();
        try {
            Path real = folder.toRealPath();
            FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(real.toFile());
            if (builder.getGitDir() == null) {
                return Optional.empty();
            }
            Repository repository = builder.build();
            if (repository.isBare()) {
                repository.close();
                return Optional.empty();
            }
            String prefix = repository
                    .getWorkTree()
                    .toPath()
                    .toRealPath()
                    .relativize(real)
                    .toString()
                    .replace('\\', '/');
            return Optional.of(new LocalCheckout(repository, prefix));
        } catch (IOException | RuntimeException e) {
            throw new UnknownRevisionException("The Git repository around " + folder
                    + " cannot be read: it is damaged, or of a kind that Pilothouse does not know.");
        }
    }

    /// @return the fleet repository's root within this repository; empty if it is this repository's root
    public String prefix() {
        return prefix;
    }

    /// @param name a branch, a tag, `HEAD~2`, a full commit id or the unique beginning of one; a branch may also be
    ///     one of `origin` that was fetched
    public Revision resolve(String name) throws UnknownRevisionException {
        try {
            Optional<ObjectId> found = commit(name);
            if (found.isEmpty()) {
                found = commit(REMOTE + name);
            }
            return new Revision(found.orElseThrow(() -> unknown(name)).name());
        } catch (AmbiguousObjectException e) {
            throw new UnknownRevisionException(
                    "More than one object's id begins with " + PathNames.printable(name) + ": write more of it.");
        } catch (MissingObjectException e) {
            throw new UnknownRevisionException("The commit " + PathNames.printable(name)
                    + " is not in this clone, which does not hold the whole history: fetch it first.");
        } catch (IOException | RuntimeException e) {
            throw unknown(name);
        }
    }

    /// @return the files of a commit, from the fleet repository's root
    public FleetTree tree(Revision revision) throws UnknownRevisionException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(ObjectId.fromString(revision.id()));
            ObjectId root = commit.getTree().copy();
            if (!prefix.isEmpty()) {
                try (TreeWalk found = TreeWalk.forPath(repository, prefix, root)) {
                    if (found == null || !found.isSubtree()) {
                        throw new UnknownRevisionException(
                                "Commit " + revision.abbreviated() + " has no folder " + prefix + ".");
                    }
                    root = found.getObjectId(0);
                }
            }
            return new CommitTree(repository, listings, revision, root);
        } catch (IOException | RuntimeException e) {
            throw new UnknownRevisionException("Commit " + revision.abbreviated()
                    + " cannot be read here: the clone is shallow, partial or damaged. Fetch it first.");
        }
    }

    /// @return the branches that are here, those of `origin` included
    public Set<String> branches() {
        Set<String> names = new TreeSet<>();
        try {
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
                names.add(ref.getName().substring(Constants.R_HEADS.length()));
            }
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(REMOTE)) {
                names.add(ref.getName().substring(REMOTE.length()));
            }
        } catch (IOException | RuntimeException e) {
            names.clear();
        }
        names.remove(Constants.HEAD);
        return names;
    }

    /// A clone made for one build has one branch, and says nothing about the others.
    ///
    /// @return true if a branch that is not here does not exist
    public boolean hasEveryBranch() {
        boolean isShallow = Files.exists(repository.getDirectory().toPath().resolve("shallow"))
                || Files.exists(repository.getCommonDirectory().toPath().resolve("shallow"));
        List<String> fetched = List.of(repository.getConfig().getStringList("remote", "origin", "fetch"));
        boolean isWhole = fetched.isEmpty() || fetched.stream().anyMatch(spec -> spec.contains("refs/heads/*"));
        return !isShallow && isWhole && !branches().isEmpty();
    }

    /// @return the paths, from the fleet repository's root, that `.gitignore` leaves out and nobody committed
    public IgnoredFiles ignored() throws UnknownRevisionException {
        return IgnoredFiles.of(repository, prefix);
    }

    @Override
    public void close() {
        repository.close();
    }

    private Optional<ObjectId> commit(String name) throws IOException {
        return Optional.ofNullable(repository.resolve(name + "^{commit}"));
    }

    private UnknownRevisionException unknown(String name) {
        Set<String> known = new TreeSet<>(branches());
        try {
            repository
                    .getRefDatabase()
                    .getRefsByPrefix(Constants.R_TAGS)
                    .forEach(ref -> known.add(ref.getName().substring(Constants.R_TAGS.length())));
        } catch (IOException | RuntimeException e) {
            // a suggestion less
        }
        return new UnknownRevisionException("There is no branch, tag or commit \"" + PathNames.printable(name)
                + "\" in this repository." + NearestName.hint(name, known));
    }
}
