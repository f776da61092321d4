package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.NearestName;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.FetchOutcome.Fetched;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One fetch: into the clone there is, else into a new one.
final class Fetching {
    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

    /// Failures behind which a damaged clone may be hidden.
    private static final Set<String> DOUBTFUL = Set.of("PH-128", "PH-129");

    private final GitSettings settings;
    private final GitAddress address;
    private final LocalClone local;
    private final String ref;
    private final FetchFailures failures;
    private final Deadline deadline;

    Fetching(GitSettings settings, GitAddress address, LocalClone local, String ref) {
        this.settings = settings;
        this.address = address;
        this.local = local;
        this.ref = ref;
        this.failures = new FetchFailures(address, settings);
        this.deadline = new Deadline(
                settings.timeout().multipliedBy(2), settings.timeout().multipliedBy(10));
    }

    FetchOutcome outcome() {
        try {
            return deadline.within(this::run).orElseGet(failures::timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failures.interrupted();
        } catch (ExecutionException e) {
            LOG.atWarn().setCause(e).log("Fetching failed in a way that nobody foresaw");
            return failures.local(e);
        }
    }

    private FetchOutcome run() {
        try {
            Optional<String> refused = settings.isLocalAllowed() ? Optional.empty() : address.refusedAddress();
            if (refused.isPresent()) {
                return failures.refused(refused.get());
            }
        } catch (UnknownHostException e) {
            return failures.unknownHost();
        }
        Optional<ObjectId> before = local.head();
        Optional<BoundedRepository> clone = local.usable();
        if (clone.isPresent()) {
            FetchOutcome outcome = into(clone.get(), before);
            if (!(outcome instanceof Failed failed) || !DOUBTFUL.contains(failed.code()) || local.isHealthy()) {
                return outcome;
            }
            LOG.atWarn().log("The clone of the fleet repository is damaged; building it anew");
        }
        return anew(before);
    }

    private FetchOutcome anew(Optional<ObjectId> before) {
        try {
            FetchOutcome outcome;
            try (BoundedRepository next = local.create()) {
                outcome = into(next, before);
            }
            if (outcome instanceof Fetched) {
                local.replace();
            }
            return outcome;
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("A new clone cannot be made");
            return failures.local(e);
        }
    }

    private FetchOutcome into(BoundedRepository repository, Optional<ObjectId> before) {
        try (Connection connection = new Connection(settings, address);
                Transport transport = connection.open(repository)) {
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.setObjectChecker(checker());
            transport.setRemoveDeletedRefs(false);
            try {
                var spec = new RefSpec("+" + Constants.R_HEADS + settings.branch() + ":" + ref);
                transport.fetch(deadline, List.of(spec));
            } catch (TransportException e) {
                LOG.atDebug().setCause(e).log("Fetching failed");
                return connection.isBranchMissing(e)
                        ? noBranch(transport)
                        : failures.of(e, connection.hostKeyRefusal());
            }
            Optional<ObjectId> now = local.head(repository);
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
        } catch (SshSessions.KeyUnusableException e) {
            LOG.atDebug().setCause(e).log("The private key cannot be used");
            return failures.keyUnusable();
        } catch (IOException | RuntimeException e) {
            // a clone can be damaged in ways that the library answers with any exception
            LOG.atDebug().setCause(e).log("Fetching failed on this machine");
            return failures.local(e);
        }
    }

    /// Strict about names, which could lead out of a folder; lenient about what old commits of honest people hold.
    private static ObjectChecker checker() {
        return new ObjectChecker()
                .setSafeForMacOS(true)
                .setAllowLeadingZeroFileMode(true)
                .setAllowInvalidPersonIdent(true);
    }

    private Failed noBranch(Transport transport) {
        try (FetchConnection listing = transport.openFetch()) {
            List<String> branches = listing.getRefs().stream()
                    .map(Ref::getName)
                    .filter(name -> name.startsWith(Constants.R_HEADS))
                    .map(name -> name.substring(Constants.R_HEADS.length()))
                    .toList();
            return failures.noBranch(branches.isEmpty(), NearestName.hint(settings.branch(), branches));
        } catch (IOException e) {
            return failures.noBranch(false, "");
        }
    }

    private static boolean isReadable(Repository repository, ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return repository.getObjectDatabase().has(walk.parseCommit(commit).getTree());
        }
    }
}
