package io.pilothouse.repository.git;

import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Reads all that a fetch needs to be there: what every ref names, the ancestry, and each file of the newest commit.
final class CloneHealth {
    private CloneHealth() {}

    /// @throws IOException if anything is missing or damaged; the library may throw anything else as well
    static void check(Repository repository, ObjectId newest) throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader);
                TreeWalk files = new TreeWalk(reader)) {
            for (Ref any : repository.getRefDatabase().getRefs()) {
                walk.parseAny(any.getObjectId());
            }
            RevCommit commit = walk.parseCommit(newest);
            files.addTree(commit.getTree());
            files.setRecursive(true);
            while (files.next()) {
                if (files.getFileMode(0).getObjectType() == Constants.OBJ_BLOB) {
                    reader.open(files.getObjectId(0)).copyTo(OutputStream.nullOutputStream());
                }
            }
        }
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(newest));
            while (walk.next() != null) {
                // its parents are here, or the clone begins with it
            }
        }
    }
}
