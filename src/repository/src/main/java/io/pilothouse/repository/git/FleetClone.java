package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bare clone of one branch, which begins with the branch's newest commit and takes in every one that comes: so it
/// knows the ancestry of all it has seen. Asked about an older commit, it brings more of the history with the next
/// fetch. Any thread may call: fetches are served one after the other, and so are reads, but no read waits for a
/// server. A fetch that finds nothing new costs what `git ls-remote` costs.
public final class FleetClone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetClone.class);

    private final GitSettings settings;
    private final LocalClone local;
    private final Wanted wanted;
    private final Acceptance acceptance;
    private final ReentrantLock fetching = new ReentrantLock();
    private final KeptTls tls = new KeptTls();

    private FleetClone(GitSettings settings, Wanted wanted, InstantSource clock) {
        this.settings = settings;
        this.wanted = wanted;
        this.acceptance = new Acceptance(settings.protection(), clock);
        // a digest, because the URL may hold what it should not
        String source = Digest.of(settings.url() + "\n" + settings.branch()).hex();
        String ref = wanted.isOneHistory() ? "refs/fleet/" + settings.branch() : "refs/fleet/newest";
        this.local = new LocalClone(new CloneFolder(settings.folder(), source), ref);
    }

    /// @return the clone; nothing is read, written or asked yet
    public static FleetClone of(GitSettings settings) {
        return of(settings, new Wanted.Branch(settings.branch()), InstantSource.system());
    }

    static FleetClone of(GitSettings settings, Wanted wanted, InstantSource clock) {
        IsolatedSystem.install();
        return new FleetClone(settings, wanted, clock);
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
            Optional<String> problem = SettingsCheck.problem(settings, wanted);
            if (problem.isPresent()) {
                return new Failed(settings.branch(), "PH-130", problem.get());
            }
            GitAddress address = GitAddress.parse(settings.url(), settings.isLocalAllowed());
            FetchOutcome outcome = new Fetching(settings, address, local, wanted, acceptance, tls).outcome();
            if (outcome instanceof FetchOutcome.Fetched fetched) {
                new Fetching(settings, address, local, wanted, acceptance, tls).tidy(fetched);
            }
            return outcome;
        } catch (GitAddress.RefusedException e) {
            return new Failed(settings.branch(), "PH-130", e.sentence());
        } finally {
            fetching.unlock();
        }
    }

    /// @return the newest commit that was ever fetched and accepted, also by an earlier program; empty where there
    ///     is none, or where its signature is none that the settings accept by now
    public Optional<Revision> lastFetched() {
        return local.head(acceptance::isVouchedFor).map(id -> new Revision(id.name()));
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

    /// Reads a commit that was fetched before, and waits for nobody: a damaged clone is mended by the next fetch.
    <T, X extends Exception> T peek(Revision revision, Reading<T, X> reading) throws X, DamagedTreeException {
        try {
            return local.read(revision, reading);
        } catch (DamagedTreeException e) {
            local.needsMending(revision);
            throw e;
        }
    }

    /// @return true if `ancestor` is `descendant` or one of its ancestors; false also where the clone cannot tell
    public boolean isAncestor(Revision ancestor, Revision descendant) {
        return ancestor.equals(descendant) ? ancestor.isKnown() : local.isAncestor(ancestor, descendant);
    }

    /// @return true if somebody asked about a commit that is not here, so that the next fetch brings more history
    public boolean isAskedForHistory() {
        return depthAskedFor().isPresent();
    }

    /// @return how deep the next fetch will make the clone, if that is deeper than it is
    Optional<Depth> depthAskedFor() {
        return local.ancestry(known -> known.depthAskedFor(local.depth()));
    }

    @Override
    public void close() {
        local.close();
    }
}
