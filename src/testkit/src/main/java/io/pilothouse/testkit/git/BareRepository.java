package io.pilothouse.testkit.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// A bare Git repository that tests and the demo fill commit by commit, without a working tree. What Git hosts allow
/// is allowed here too: fetching a commit by its id, partial clones, pushes.
///
/// Several threads may commit; each call is one commit on top of what the branch held then. Commit ids are the full
/// 40 digits.
public final class BareRepository implements AutoCloseable {
    public static final String MAIN = "main";

    private final FileRepository git;
    private final Path directory;
    private final InstantSource time;

    private BareRepository(FileRepository git, Path directory, InstantSource time) {
        this.git = git;
        this.directory = directory;
        this.time = time;
    }

    /// Creates an empty one; its `HEAD` names [#MAIN]. The folder's name should end in `.git`.
    public static BareRepository create(Path directory, InstantSource time) {
        try {
            var git = new FileRepository(directory.toFile());
            git.create(true);
            var config = git.getConfig();
            config.setBoolean("http", null, "receivepack", true);
            config.setBoolean("uploadpack", null, "allowAnySHA1InWant", true);
            config.setBoolean("uploadpack", null, "allowFilter", true);
            config.setInt("gc", null, "auto", 0);
            config.save();
            git.updateRef(Constants.HEAD).link(Constants.R_HEADS + MAIN);
            return new BareRepository(git, directory, time);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a Git repository in " + directory, e);
        }
    }

    public Path directory() {
        return directory;
    }

    /// The commit that [#MAIN] names; the repository must have one.
    public String head() {
        return head(MAIN).orElseThrow(() -> new IllegalStateException(directory + " has no commit on " + MAIN));
    }

    public Optional<String> head(String branch) {
        return resolve(branch).map(ObjectId::name);
    }

    /// @return the new commit's id
    public String commit(String message, Change change) {
        return commit(MAIN, message, change);
    }

    /// Commits on any branch; one that does not exist starts with this commit and has no parent.
    public synchronized String commit(String branch, String message, Change change) {
        var parent = resolve(branch);
        var id = write(parent, parent.map(List::of).orElseGet(List::of), message, change);
        move(branch, id);
        return id.name();
    }

    /// Replaces the last commit by one with the same parents, as `git commit --amend` and a forced push do.
    public synchronized String amend(String branch, String message, Change change) {
        var last = resolve(branch)
                .orElseThrow(() -> new IllegalStateException("no commit to amend on " + branch + " of " + directory));
        var id = write(Optional.of(last), parents(last), message, change);
        move(branch, id);
        return id.name();
    }

    /// Makes the branch name another commit, whatever it named before: a new branch, or a forced push.
    public synchronized void forcePush(String branch, String commit) {
        move(branch, ObjectId.fromString(commit));
    }

    public synchronized void deleteBranch(String branch) {
        try {
            var update = git.updateRef(Constants.R_HEADS + branch);
            update.setForceUpdate(true);
            expect(update.delete(), branch);
        } catch (IOException e) {
            throw failed("delete branch " + branch, e);
        }
    }

    @Override
    public void close() {
        git.close();
    }

    private Optional<ObjectId> resolve(String branch) {
        try {
            return Optional.ofNullable(git.resolve(Constants.R_HEADS + branch));
        } catch (IOException e) {
            throw failed("read branch " + branch, e);
        }
    }

    private List<ObjectId> parents(ObjectId commit) {
        try (var walk = new RevWalk(git)) {
            return List.<ObjectId>of(walk.parseCommit(commit).getParents());
        } catch (IOException e) {
            throw failed("read commit " + commit.name(), e);
        }
    }

    private ObjectId write(Optional<ObjectId> base, List<ObjectId> parents, String message, Change change) {
        try (ObjectInserter inserter = git.newObjectInserter();
                ObjectReader reader = git.newObjectReader()) {
            DirCache tree = base.isEmpty() || change.startsEmpty() ? DirCache.newInCore() : read(base.get(), reader);
            apply(change, tree, inserter);
            var now = new PersonIdent("Pilothouse Test", "test@pilothouse.example", time.instant(), ZoneOffset.UTC);
            var commit = new CommitBuilder();
            commit.setTreeId(tree.writeTree(inserter));
            commit.setParentIds(parents);
            commit.setAuthor(now);
            commit.setCommitter(now);
            commit.setMessage(message + "\n");
            var id = inserter.insert(commit);
            inserter.flush();
            return id;
        } catch (IOException e) {
            throw failed("commit", e);
        }
    }

    private DirCache read(ObjectId commit, ObjectReader reader) throws IOException {
        try (var walk = new RevWalk(reader)) {
            RevCommit parsed = walk.parseCommit(commit);
            var tree = DirCache.newInCore();
            DirCacheBuilder builder = tree.builder();
            builder.addTree(new byte[0], DirCacheEntry.STAGE_0, reader, parsed.getTree());
            builder.finish();
            return tree;
        }
    }

    private static void apply(Change change, DirCache tree, ObjectInserter inserter) throws IOException {
        DirCacheEditor editor = tree.editor();
        for (var edit : change.edits().entrySet()) {
            String path = edit.getKey();
            switch (edit.getValue()) {
                case Change.Edit.Delete() -> {
                    editor.add(new DirCacheEditor.DeletePath(path));
                    editor.add(new DirCacheEditor.DeleteTree(path));
                }
                case Change.Edit.Put(var mode, var content) ->
                    editor.add(put(path, fileMode(mode), inserter.insert(Constants.OBJ_BLOB, content)));
            }
        }
        editor.finish();
    }

    private static DirCacheEditor.PathEdit put(String path, FileMode mode, ObjectId blob) {
        return new DirCacheEditor.PathEdit(path) {
            @Override
            public void apply(DirCacheEntry entry) {
                entry.setFileMode(mode);
                entry.setObjectId(blob);
            }
        };
    }

    private static FileMode fileMode(Change.Mode mode) {
        return switch (mode) {
            case FILE -> FileMode.REGULAR_FILE;
            case EXECUTABLE -> FileMode.EXECUTABLE_FILE;
            case SYMLINK -> FileMode.SYMLINK;
        };
    }

    private void move(String branch, ObjectId commit) {
        try {
            var update = git.updateRef(Constants.R_HEADS + branch);
            update.setNewObjectId(commit);
            update.setForceUpdate(true);
            expect(update.update(), branch);
        } catch (IOException e) {
            throw failed("move branch " + branch, e);
        }
    }

    private void expect(RefUpdate.Result result, String branch) {
        switch (result) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
            default -> throw new IllegalStateException("branch " + branch + " of " + directory + ": " + result);
        }
    }

    private UncheckedIOException failed(String what, IOException e) {
        return new UncheckedIOException(
                "cannot " + what + " in " + directory + ": " + Objects.toString(e.getMessage()), e);
    }
}
