package io.pilothouse.repository.git;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/// What `.gitignore` and `.git/info/exclude` leave out of a checkout. A file that was committed all the same is not
/// left out, because every other checkout has it.
public final class IgnoredFiles implements Predicate<String> {
    private final Set<String> paths;

    private IgnoredFiles(Set<String> paths) {
        this.paths = paths;
    }

    /// @param prefix of the folder to look at; empty for all
    static IgnoredFiles of(Repository repository, String prefix) throws UnknownRevisionException {
        Set<String> paths = new HashSet<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            DirCache index = repository.readDirCache();
            FileTreeIterator files = new FileTreeIterator(repository);
            walk.addTree(files);
            walk.addTree(new DirCacheIterator(index));
            files.setDirCacheIterator(walk, 1);
            if (!prefix.isEmpty()) {
                walk.setFilter(PathFilter.create(prefix));
            }
            while (walk.next()) {
                WorkingTreeIterator file = walk.getTree(0, WorkingTreeIterator.class);
                boolean isCommitted = walk.getTree(1, DirCacheIterator.class) != null;
                if (file == null) {
                    continue;
                }
                if (!isCommitted && file.isEntryIgnored()) {
                    String path = walk.getPathString();
                    paths.add(prefix.isEmpty() ? path : path.substring(Math.min(path.length(), prefix.length() + 1)));
                } else if (walk.isSubtree()) {
                    walk.enterSubtree();
                }
            }
            return new IgnoredFiles(paths);
        } catch (IOException | RuntimeException e) {
            throw new UnknownRevisionException(
                    "The Git repository's index or its .gitignore cannot be read: it is damaged, or may not be read.");
        }
    }

    @Override
    public boolean test(String path) {
        return paths.contains(path);
    }
}
