package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.FetchOutcome.Fetched;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bare clone of one branch with its whole history, which the question "was this rewritten?" needs. Any thread may
/// call;
/// calls are served one after the other. A fetch that finds nothing new costs what `git ls-remote` costs.
public final class FleetClone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetClone.class);

    private final GitSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final CloneFolder folder;
    private final String ref;
    private @Nullable BoundedRepository open;
    private boolean isCleared;
    private boolean isDamaged;

    private FleetClone(GitSettings settings) {
        this.settings = settings;
        this.ref = "refs/fleet/" + settings.branch();
        // a digest, because the URL may hold what it should not
        this.folder = new CloneFolder(
                settings.folder(),
                Digest.of(settings.url() + "\n" + settings.branch()).hex());
    }

    /// @return the clone; nothing is read, written or asked yet
    public static FleetClone of(GitSettings settings) {
        IsolatedSystem.install();
        return new FleetClone(settings);
    }

    /// Reads one commit.
    ///
    /// @param <T> what comes of it
    /// @param <X> what may come instead
    @FunctionalInterface
    public interface Reading<T, X extends Exception> {
        T read(FleetTree tree) throws X, DamagedTreeException;
    }

    /// Asks the server for the newest commit, and gets it. Builds the clone anew, once, if it is damaged.
    public FetchOutcome fetch() {
        lock.lock();
        try {
            Optional<String> problem = settings.problem();
            if (problem.isPresent()) {
                return new Failed(settings.branch(), "PH-130", problem.get());
            }
            GitAddress address = GitAddress.parse(settings.url(), settings.isLocalAllowed());
            return new Attempt(address).run();
        } catch (GitAddress.RefusedException e) {
            return new Failed(settings.branch(), "PH-130", e.sentence());
        } finally {
            lock.unlock();
        }
    }

    /// @return the newest commit that was ever fetched, also by an earlier program; empty where there is none
    public Optional<Revision> lastFetched() {
        lock.lock();
        try {
            return folder.isPresent() ? head(opened()).map(id -> new Revision(id.name())) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Reads a commit that was fetched before. Builds the clone anew, once, if it proves to be damaged.
    ///
    /// @throws DamagedTreeException if the commit is not here, or not whole
    public <T, X extends Exception> T read(Revision revision, Reading<T, X> reading) throws X, DamagedTreeException {
        lock.lock();
        try {
            try {
                return reading.read(tree(revision));
            } catch (DamagedTreeException e) {
                if (isDamaged) {
                    throw e;
                }
                isDamaged = true;
                LOG.atWarn()
                        .addKeyValue("revision", revision.id())
                        .log("The clone of the fleet repository is damaged; building it anew");
                fetch();
                return reading.read(tree(revision));
            }
        } finally {
            lock.unlock();
        }
    }

    /// @return true if `ancestor` is `descendant` or one of its ancestors; false also where the clone cannot tell
    public boolean isAncestor(Revision ancestor, Revision descendant) {
        lock.lock();
        try {
            if (ancestor.equals(descendant)) {
                return ancestor.isKnown();
            }
            if (!ObjectId.isId(ancestor.id()) || !ObjectId.isId(descendant.id()) || !folder.isPresent()) {
                return false;
            }
            try (RevWalk walk = new RevWalk(opened())) {
                walk.setRetainBody(false);
                RevCommit old = walk.parseCommit(ObjectId.fromString(ancestor.id()));
                return walk.isMergedInto(old, walk.parseCommit(ObjectId.fromString(descendant.id())));
            }
        } catch (IOException | RuntimeException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closeRepository();
        } finally {
            lock.unlock();
        }
    }

    private FleetTree tree(Revision revision) throws DamagedTreeException {
        if (!ObjectId.isId(revision.id()) || !folder.isPresent()) {
            throw new DamagedTreeException("There is no clone yet.", new IOException("no clone"));
        }
        try {
            BoundedRepository repository = opened();
            try (RevWalk walk = new RevWalk(repository)) {
                RevCommit commit = walk.parseCommit(ObjectId.fromString(revision.id()));
                return new CommitTree(repository, revision, commit.getTree().copy());
            }
        } catch (IOException | RuntimeException e) {
            throw new DamagedTreeException("The commit " + revision.abbreviated() + " is not in the clone.", e);
        }
    }

    private BoundedRepository opened() throws IOException {
        if (!isCleared) {
            folder.clear();
            isCleared = true;
        }
        BoundedRepository now = open;
        if (now == null) {
            now = folder.open();
            open = now;
        }
        return now;
    }

    private void closeRepository() {
        BoundedRepository now = open;
        open = null;
        if (now != null) {
            now.close();
        }
    }

    private Optional<ObjectId> head(Repository repository) throws IOException {
        Ref now = repository.exactRef(ref);
        return Optional.ofNullable(now == null ? null : now.getObjectId());
    }

    /// One fetch: into the clone there is, else into a new one.
    private final class Attempt {
        private final GitAddress address;
        private final FetchFailures failures;
        private final Deadline deadline = new Deadline(
                settings.timeout().multipliedBy(2), settings.timeout().multipliedBy(10));

        Attempt(GitAddress address) {
            this.address = address;
            this.failures = new FetchFailures(address, settings);
        }

        FetchOutcome run() {
            try {
                return deadline.within(this::attempt).orElseGet(failures::timeout);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return failures.interrupted();
            } catch (ExecutionException e) {
                return failures.local(e);
            }
        }

        private FetchOutcome attempt() {
            try {
                Optional<String> refused = settings.isLocalAllowed() ? Optional.empty() : address.refusedAddress();
                if (refused.isPresent()) {
                    return failures.refused(refused.get());
                }
            } catch (UnknownHostException e) {
                return failures.unknownHost();
            }
            if (!folder.isPresent()) {
                return anew(Optional.empty());
            }
            Optional<ObjectId> before = Optional.empty();
            if (!isDamaged) {
                try {
                    before = head(opened());
                    FetchOutcome outcome = into(opened(), before);
                    if (!(outcome instanceof Failed) || isHealthy()) {
                        return outcome;
                    }
                } catch (IOException | RuntimeException e) {
                    // a clone can be damaged in ways that the library answers with any exception
                    LOG.atWarn()
                            .setCause(e)
                            .log("The clone of the fleet repository cannot be opened; building it anew");
                }
            }
            return anew(before);
        }

        private FetchOutcome anew(Optional<ObjectId> before) {
            try {
                FetchOutcome outcome;
                try (BoundedRepository next = folder.create()) {
                    outcome = into(next, before);
                }
                if (outcome instanceof Fetched) {
                    closeRepository();
                    folder.replace();
                    isDamaged = false;
                }
                return outcome;
            } catch (IOException | RuntimeException e) {
                return failures.local(e);
            }
        }

        private FetchOutcome into(BoundedRepository repository, Optional<ObjectId> before) throws IOException {
            try (Connection connection = new Connection(settings, address);
                    Transport transport = connection.open(repository)) {
                var spec = new RefSpec("+" + Constants.R_HEADS + settings.branch() + ":" + ref);
                transport.setTagOpt(TagOpt.NO_TAGS);
                transport.setObjectChecker(checker());
                transport.setRemoveDeletedRefs(false);
                try {
                    transport.fetch(deadline, List.of(spec));
                } catch (TransportException e) {
                    return connection.isBranchMissing(e) ? missing(transport) : failed(e, connection);
                }
                Optional<ObjectId> now = head(repository);
                if (now.isEmpty() || !isReadable(repository, now.get())) {
                    throw new IOException("the fetched commit is not here");
                }
                return new Fetched(settings.branch(), new Revision(now.get().name()), !now.equals(before));
            } catch (NoRemoteRepositoryException | NotSupportedException e) {
                return failures.of(e, Optional.empty());
            } catch (Connection.SecretMissingException e) {
                return failures.secretMissing(e.secret());
            } catch (Connection.BundleUnusableException e) {
                return failures.bundleUnusable();
            }
        }

        /// Strict about names, which could lead out of a folder; lenient about what old commits of honest
        /// people hold.
        private static ObjectChecker checker() {
            return new ObjectChecker()
                    .setSafeForMacOS(true)
                    .setAllowLeadingZeroFileMode(true)
                    .setAllowInvalidPersonIdent(true);
        }

        private Failed failed(TransportException e, Connection connection) {
            LOG.atDebug().setCause(e).log("Fetching failed");
            return failures.of(e, connection.hostKeyRefusal());
        }

        private Failed missing(Transport transport) {
            try (FetchConnection listing = transport.openFetch()) {
                Collection<Ref> refs = listing.getRefs();
                List<String> branches = refs.stream()
                        .map(Ref::getName)
                        .filter(name -> name.startsWith(Constants.R_HEADS))
                        .map(name -> name.substring(Constants.R_HEADS.length()))
                        .toList();
                return failures.noBranch(branches.isEmpty(), NearestName.hint(settings.branch(), branches));
            } catch (IOException e) {
                return failures.noBranch(false, "");
            }
        }

        private boolean isReadable(Repository repository, ObjectId commit) throws IOException {
            try (RevWalk walk = new RevWalk(repository)) {
                return repository
                        .getObjectDatabase()
                        .has(walk.parseCommit(commit).getTree());
            }
        }

        /// Reads everything of the newest commit. Asked after a failure only, to tell the disk's faults from
        /// the server's.
        private boolean isHealthy() {
            try {
                Optional<ObjectId> now = head(opened());
                if (now.isEmpty()) {
                    return false;
                }
                try (ObjectReader reader = opened().newObjectReader();
                        RevWalk walk = new RevWalk(reader);
                        TreeWalk files = new TreeWalk(reader)) {
                    files.addTree(walk.parseCommit(now.get()).getTree());
                    files.setRecursive(true);
                    while (files.next()) {
                        if (files.getFileMode(0).getObjectType() == Constants.OBJ_BLOB) {
                            reader.open(files.getObjectId(0)).copyTo(OutputStream.nullOutputStream());
                        }
                    }
                }
                return true;
            } catch (IOException | RuntimeException e) {
                return false;
            }
        }
    }
}
