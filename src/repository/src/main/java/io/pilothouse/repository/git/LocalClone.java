package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import io.pilothouse.repository.tree.DamagedTreeException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/// The clone on this machine. Its lock is held for reading and for exchanging the clone, never while a server is waited
/// for, so that what was fetched before can be read whatever the server does.
///
/// The library answers damage with exceptions of any kind; all of them mean the same here.
final class LocalClone {
    private final ReentrantLock lock = new ReentrantLock();
    private final CloneFolder folder;
    private final String ref;
    private final FolderListings listings = new FolderListings();
    private final Ancestry ancestry = new Ancestry();
    private @Nullable BoundedRepository open;
    private boolean isCleared;
    private boolean isDamaged;

    /// @param ref where the branch's newest commit is kept
    LocalClone(CloneFolder folder, String ref) {
        this.folder = folder;
        this.ref = ref;
    }

    /// @return the newest commit fetched, empty where there is none that can be read
    Optional<ObjectId> head() {
        lock.lock();
        try {
            return folder.isPresent() ? head(opened()) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// @return the newest commit that was accepted, even if the clone is too damaged to give it
    Optional<ObjectId> accepted() {
        lock.lock();
        try {
            if (!folder.isPresent()) {
                return Optional.empty();
            }
            Optional<ObjectId> now = head();
            boolean isSound = now.isPresent() && opened().getObjectDatabase().has(now.get());
            return isSound ? now : note(opened()).read().or(() -> now);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private static HeadNote note(Repository repository) {
        return new HeadNote(repository.getDirectory().toPath());
    }

    Optional<ObjectId> head(Repository repository) throws IOException {
        Ref now = repository.exactRef(ref);
        return Optional.ofNullable(now == null ? null : now.getObjectId());
    }

    /// @return the clone to fetch into, empty if there is none or it is damaged
    Optional<BoundedRepository> usable() {
        lock.lock();
        try {
            return isDamaged || !folder.isPresent() ? Optional.empty() : Optional.of(opened());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// @return an empty clone beside the one in use
    BoundedRepository create() throws IOException {
        lock.lock();
        try {
            clear();
        } finally {
            lock.unlock();
        }
        return folder.create();
    }

    /// Puts the created clone, which is complete and closed, in the place of the one in use.
    void replace(Depth depth) throws IOException {
        lock.lock();
        try {
            close();
            folder.replace(depth);
            isDamaged = false;
            ancestry.forget();
        } finally {
            lock.unlock();
        }
    }

    <T, X extends Exception> T read(Revision revision, FleetClone.Reading<T, X> reading)
            throws X, DamagedTreeException {
        lock.lock();
        try {
            return reading.read(tree(revision));
        } finally {
            lock.unlock();
        }
    }

    /// Asks for a new clone, unless the commit is only one that was never fetched, or no longer belongs to the
    /// branch.
    ///
    /// @return false if a new clone would not help, or was asked for before
    boolean needsMending(Revision wanted) {
        lock.lock();
        try {
            if (isDamaged || isAbsentFromAWholeClone(wanted)) {
                return false;
            }
            isDamaged = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isAncestor(Revision ancestor, Revision descendant) {
        lock.lock();
        try {
            return folder.isPresent() && ancestry.isAncestor(opened(), ancestor, descendant);
        } catch (IOException | RuntimeException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// @return how deep the clone in use was made
    Depth depth() {
        return folder.depth();
    }

    /// Asks or tells what is known of ancestors.
    <T> T ancestry(Function<Ancestry, T> question) {
        lock.lock();
        try {
            return question.apply(ancestry);
        } finally {
            lock.unlock();
        }
    }

    long size() throws IOException {
        return folder.size();
    }

    long sizeOfNew() throws IOException {
        return folder.sizeOfNew();
    }

    /// Makes a commit the newest one of a clone: of the one in use, or of one that is being made.
    void moveHead(Repository repository, ObjectId commit) throws IOException {
        if (head(repository).filter(commit::equals).isPresent()) {
            note(repository).write(commit);
            return;
        }
        RefUpdate update = repository.updateRef(ref);
        update.setNewObjectId(commit);
        update.setForceUpdate(true);
        RefUpdate.Result result = update.update();
        switch (result) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> note(repository).write(commit);
            default -> throw new IOException("the newest commit cannot be noted: " + result);
        }
    }

    /// Something that holds of a commit of the clone.
    @FunctionalInterface
    interface Claim {
        boolean holds(Repository repository, ObjectId commit) throws IOException;
    }

    /// @return the newest commit fetched, if the claim holds of it
    Optional<ObjectId> head(Claim claim) {
        lock.lock();
        try {
            Optional<ObjectId> now = head();
            return now.isPresent() && claim.holds(opened(), now.get()) ? now : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Reads everything of the newest commit. Asked after a failure that may be the disk's fault or the server's.
    boolean isHealthy() {
        lock.lock();
        try {
            Optional<ObjectId> now = head(opened());
            if (now.isEmpty()) {
                return false;
            }
            CloneHealth.check(opened(), now.get());
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            BoundedRepository now = open;
            open = null;
            if (now != null) {
                now.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private CommitTree tree(Revision revision) throws DamagedTreeException {
        try {
            if (ObjectId.isId(revision.id()) && folder.isPresent()) {
                BoundedRepository repository = opened();
                try (RevWalk walk = new RevWalk(repository)) {
                    RevCommit commit = walk.parseCommit(ObjectId.fromString(revision.id()));
                    return new CommitTree(
                            repository, listings, revision, commit.getTree().copy());
                }
            }
            throw new DamagedTreeException("There is no clone yet.", new IOException("no clone"));
        } catch (IOException | RuntimeException e) {
            throw new DamagedTreeException("The commit " + revision.abbreviated() + " is not in the clone.", e);
        }
    }

    private boolean isAbsentFromAWholeClone(Revision revision) {
        if (!ObjectId.isId(revision.id())) {
            return true;
        }
        try (RevWalk walk = new RevWalk(opened())) {
            walk.parseCommit(head(opened()).orElseThrow(() -> new IOException("no commit")));
            try {
                walk.parseCommit(ObjectId.fromString(revision.id()));
                return false;
            } catch (MissingObjectException e) {
                return true;
            }
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private void clear() throws IOException {
        if (!isCleared) {
            folder.clear();
            isCleared = true;
        }
    }

    private BoundedRepository opened() throws IOException {
        clear();
        BoundedRepository now = open;
        if (now == null) {
            now = folder.open();
            open = now;
        }
        return now;
    }
}
