package io.pilothouse.repository.git;

import io.pilothouse.core.slice.NearestName;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one commit of the server into a clone, beside what is in use there: whether it is used is decided afterwards.
final class Download {
    /// Where what was brought is kept until the next one comes, so that a refused commit is not brought again and
    /// again.
    static final String CANDIDATE = "refs/pilothouse/candidate";

    private static final String EVERYTHING = "refs/pilothouse/all/";
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);

    private final GitSettings settings;
    private final GitAddress address;
    private final Wanted wanted;
    private final FetchFailures failures;
    private final Deadline deadline;
    private final KeptTls tls;

    Download(
            GitSettings settings,
            GitAddress address,
            Wanted wanted,
            FetchFailures failures,
            Deadline deadline,
            KeptTls tls) {
        this.tls = tls;
        this.settings = settings;
        this.address = address;
        this.wanted = wanted;
        this.failures = failures;
        this.deadline = deadline;
    }

    /// What came of it.
    sealed interface Result {
        /// The commit is here, and its tree's root.
        record Here(ObjectId commit) implements Result {}

        record Not(Failed failed) implements Result {}
    }

    /// @param depth how much history to bring; empty for all that is new since the last time
    Result into(BoundedRepository repository, Optional<Depth> depth) {
        try (Connection connection = new Connection(settings, address, tls);
                Transport transport = connection.open(repository)) {
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.setObjectChecker(checker());
            transport.setRemoveDeletedRefs(false);
            depth.filter(some -> !some.isWhole()).ifPresent(some -> transport.setDepth(some.generations()));
            // the server knows the depth by then; while one is set, the library takes every answer for incomplete
            repository.whenPackArrives(() -> transport.setDepth(null));
            forgetLostCandidate(repository);
            try {
                return wanted instanceof Wanted.Commit(ObjectId id)
                        ? exactly(id, repository, transport)
                        : firstThatExists(repository, transport, connection);
            } catch (TransportException e) {
                LOG.atDebug().setCause(e).log("Fetching failed");
                return new Result.Not(failures.of(e, connection.hostKeyRefusal()));
            }
        } catch (NoRemoteRepositoryException | NotSupportedException e) {
            return new Result.Not(failures.of(e, Optional.empty()));
        } catch (Connection.SecretMissingException e) {
            return new Result.Not(failures.secretMissing(e.secret()));
        } catch (Connection.BundleUnusableException e) {
            return new Result.Not(failures.bundleUnusable());
        } catch (SshSessions.KeyUnusableException e) {
            LOG.atDebug().setCause(e).log("The private key cannot be used");
            return new Result.Not(failures.keyUnusable());
        } catch (IOException | RuntimeException e) {
            // a clone can be damaged in ways that the library answers with any exception
            LOG.atDebug().setCause(e).log("Fetching failed on this machine");
            return new Result.Not(failures.local(e));
        }
    }

    /// The library moves no ref whose commit is missing. Ours may be: its file is as easily damaged as any.
    private static void forgetLostCandidate(BoundedRepository repository) throws IOException {
        try {
            Ref candidate = repository.exactRef(CANDIDATE);
            if (candidate == null || repository.getObjectDatabase().has(candidate.getObjectId())) {
                return;
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("The candidate's ref cannot be read");
        }
        Files.deleteIfExists(repository.getDirectory().toPath().resolve(CANDIDATE));
        RefUpdate update = repository.updateRef(CANDIDATE);
        update.setForceUpdate(true);
        update.delete();
    }

    private Result firstThatExists(Repository repository, Transport transport, Connection connection)
            throws IOException {
        for (String ref : wanted.refs()) {
            try {
                transport.fetch(deadline, List.of(new RefSpec("+" + ref + ":" + CANDIDATE)));
                return here(
                        repository,
                        Optional.ofNullable(repository.exactRef(CANDIDATE)).map(Ref::getObjectId));
            } catch (TransportException e) {
                if (!connection.isBranchMissing(e)) {
                    throw e;
                }
            }
        }
        return new Result.Not(missing(transport));
    }

    /// Asks for the commit itself; a server that gives out no commit by its id gives its branches and tags instead,
    /// and it may be below one of them.
    private Result exactly(ObjectId id, Repository repository, Transport transport) throws IOException {
        if (!isReadable(repository, id)) {
            try {
                transport.fetch(deadline, List.of(new RefSpec(id.name())));
            } catch (TransportException e) {
                LOG.atDebug().setCause(e).log("The server gives no commit by its id");
            }
        }
        if (!isReadable(repository, id)) {
            transport.setDepth(null);
            transport.fetch(
                    deadline,
                    List.of(
                            new RefSpec("+" + Constants.R_HEADS + "*:" + EVERYTHING + "heads/*"),
                            new RefSpec("+" + Constants.R_TAGS + "*:" + EVERYTHING + "tags/*")));
        }
        return isReadable(repository, id) ? new Result.Here(id) : new Result.Not(failures.missing("", false));
    }

    private static Result here(Repository repository, Optional<ObjectId> fetched) throws IOException {
        if (fetched.isPresent()) {
            try (RevWalk walk = new RevWalk(repository)) {
                ObjectId commit = walk.parseCommit(fetched.get()).copy();
                if (isReadable(repository, commit)) {
                    return new Result.Here(commit);
                }
            }
        }
        throw new IOException("the fetched commit is not here");
    }

    /// Strict about names, which could lead out of a folder; lenient about what old commits of honest people hold.
    private static ObjectChecker checker() {
        return new ObjectChecker()
                .setSafeForMacOS(true)
                .setAllowLeadingZeroFileMode(true)
                .setAllowInvalidPersonIdent(true);
    }

    private Failed missing(Transport transport) {
        try (FetchConnection listing = transport.openFetch()) {
            List<String> refs = listing.getRefs().stream().map(Ref::getName).toList();
            List<String> branches = refs.stream()
                    .filter(name -> name.startsWith(Constants.R_HEADS))
                    .map(name -> name.substring(Constants.R_HEADS.length()))
                    .toList();
            return failures.missing(NearestName.hint(settings.branch(), branches), branches.isEmpty());
        } catch (IOException e) {
            return failures.missing("", false);
        }
    }

    private static boolean isReadable(Repository repository, ObjectId commit) throws IOException {
        if (!repository.getObjectDatabase().has(commit)) {
            return false;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return repository.getObjectDatabase().has(walk.parseCommit(commit).getTree());
        }
    }
}
