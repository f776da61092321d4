package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bare clone of one branch with its whole history, which the question "was this rewritten?" needs. Any thread may
/// call: fetches are served one after the other, and so are reads, but no read waits for a server. A fetch that finds
/// nothing new costs what `git ls-remote` costs.
public final class FleetClone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetClone.class);

    private final GitSettings settings;
    private final LocalClone local;
    private final String ref;
    private final ReentrantLock fetching = new ReentrantLock();

    private FleetClone(GitSettings settings) {
        this.settings = settings;
        this.ref = "refs/fleet/" + settings.branch();
        // a digest, because the URL may hold what it should not
        String source = Digest.of(settings.url() + "\n" + settings.branch()).hex();
        this.local = new LocalClone(new CloneFolder(settings.folder(), source), ref);
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
        fetching.lock();
        try {
            Optional<String> problem = settings.problem();
            if (problem.isPresent()) {
                return new Failed(settings.branch(), "PH-130", problem.get());
            }
            GitAddress address = GitAddress.parse(settings.url(), settings.isLocalAllowed());
            return new Fetching(settings, address, local, ref).outcome();
        } catch (GitAddress.RefusedException e) {
            return new Failed(settings.branch(), "PH-130", e.sentence());
        } finally {
            fetching.unlock();
        }
    }

    /// @return the newest commit that was ever fetched, also by an earlier program; empty where there is none
    public Optional<Revision> lastFetched() {
        return local.head().map(id -> new Revision(id.name()));
    }

    /// Reads a commit that was fetched before. Builds the clone anew, once, if it proves to be damaged.
    ///
    /// @throws DamagedTreeException if the commit is not here, or not whole
    public <T, X extends Exception> T read(Revision revision, Reading<T, X> reading) throws X, DamagedTreeException {
        try {
            return local.read(revision, reading);
        } catch (DamagedTreeException e) {
            if (!local.needsMending(revision)) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("revision", revision.id())
                    .log("The clone of the fleet repository is damaged; building it anew");
            fetch();
            return local.read(revision, reading);
        }
    }

    /// @return true if `ancestor` is `descendant` or one of its ancestors; false also where the clone cannot tell
    public boolean isAncestor(Revision ancestor, Revision descendant) {
        return ancestor.equals(descendant) ? ancestor.isKnown() : local.isAncestor(ancestor, descendant);
    }

    @Override
    public void close() {
        local.close();
    }
}
