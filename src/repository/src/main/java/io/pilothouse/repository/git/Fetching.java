package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import io.pilothouse.repository.git.Acceptance.Ruling;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.FetchOutcome.Fetched;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.eclipse.jgit.lib.ObjectId;
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
    private final Wanted wanted;
    private final Acceptance acceptance;
    private final FetchFailures failures;
    private final Deadline deadline;
    private final Download download;

    Fetching(
            GitSettings settings,
            GitAddress address,
            LocalClone local,
            Wanted wanted,
            Acceptance acceptance,
            KeptTls tls) {
        this.settings = settings;
        this.address = address;
        this.local = local;
        this.wanted = wanted;
        this.acceptance = acceptance;
        this.failures = new FetchFailures(address, settings, wanted);
        this.deadline = new Deadline(
                settings.timeout().multipliedBy(2), settings.timeout().multipliedBy(10));
        this.download = new Download(settings, address, wanted, failures, deadline, tls);
    }

    /// What came of filling one clone.
    private sealed interface Attempt {
        record Done(FetchOutcome outcome) implements Attempt {}

        /// It needs a deeper clone to be sure.
        record Unclear(ObjectId candidate, Failed otherwise) implements Attempt {}
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

    /// What is done to the clone after a fetch, in a time of its own: the outcome stands whatever comes of it.
    void tidy(Fetched fetched) {
        try {
            Callable<Boolean> work = () -> {
                keepToQuota(fetched);
                deepen();
                return true;
            };
            if (deadline.within(work).isEmpty()) {
                LOG.atInfo().log("More of the history takes too long to fetch; doing without");
                stayShallow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.atWarn().setCause(e).log("Tidying the clone failed in a way that nobody foresaw");
        }
    }

    private FetchOutcome run() {
        try {
            Optional<String> refused = settings.isLocalAllowed()
                    ? Optional.empty()
                    : settings.proxy().isPresent() ? address.refusedLiteral() : address.refusedAddress();
            if (refused.isPresent()) {
                return failures.refused(refused.get());
            }
        } catch (UnknownHostException e) {
            return failures.unknownHost();
        }
        Optional<ObjectId> before = local.accepted();
        Optional<BoundedRepository> clone = local.usable();
        if (clone.isEmpty()) {
            return anew(before, Depth.NEWEST);
        }
        return switch (into(
                clone.get(), before, wanted.isOneHistory() ? Optional.empty() : Optional.of(Depth.NEWEST))) {
            case Attempt.Unclear unclear -> decided(before, unclear);
            case Attempt.Done(Fetched fetched) -> fetched;
            case Attempt.Done(Failed failed) -> {
                // what is no history of its own may need all of one, where its beginning does not
                boolean isTooMuch = !wanted.isOneHistory() && failed.code().equals("PH-128");
                if (!isTooMuch && (!DOUBTFUL.contains(failed.code()) || local.isHealthy())) {
                    yield failed;
                }
                LOG.atWarn().log("The clone cannot be used further; building it anew");
                yield anew(before, Depth.NEWEST);
            }
        };
    }

    /// What the clone in use cannot tell for its lack of history, a deeper one can; once for each commit, because a
    /// clone that refused it is thrown away.
    private FetchOutcome decided(Optional<ObjectId> before, Attempt.Unclear unclear) {
        return isSettled(unclear.candidate())
                ? unclear.otherwise()
                : anew(before, local.depth().deeper());
    }

    private FetchOutcome anew(Optional<ObjectId> before, Depth from) {
        for (Depth depth = from; ; depth = depth.deeper()) {
            switch (replacement(before, depth)) {
                case Attempt.Done done -> {
                    return done.outcome();
                }
                case Attempt.Unclear unclear -> {
                    boolean isSettled = isSettled(unclear.candidate());
                    settle(unclear.candidate());
                    if ((isSettled && depth == from) || depth.isWhole()) {
                        return unclear.otherwise();
                    }
                }
            }
        }
    }

    private boolean isSettled(ObjectId commit) {
        return local.ancestry(known -> known.isSettled(commit));
    }

    private void settle(ObjectId commit) {
        local.ancestry(known -> {
            known.settle(commit);
            return true;
        });
    }

    private void stayShallow() {
        local.ancestry(known -> {
            known.stayShallow();
            return true;
        });
    }

    private Attempt replacement(Optional<ObjectId> before, Depth depth) {
        try {
            Attempt attempt;
            try (BoundedRepository next = local.create()) {
                attempt = into(next, before, Optional.of(depth));
            }
            if (attempt instanceof Attempt.Done(Fetched ignored)) {
                if (local.sizeOfNew() > settings.quota()) {
                    return new Attempt.Done(failures.overQuota());
                }
                local.replace(depth);
            }
            return attempt;
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("A new clone cannot be made");
            return new Attempt.Done(failures.local(e));
        }
    }

    /// Makes the clone deeper, if somebody asked for a commit that is not here. A failure costs nothing but the
    /// answer.
    private void deepen() {
        Optional<Depth> depth = local.ancestry(known -> known.depthAskedFor(local.depth()));
        if (depth.isEmpty()) {
            return;
        }
        if (replacement(local.accepted(), depth.get()) instanceof Attempt.Done(Failed failed)) {
            LOG.atInfo().addKeyValue("code", failed.code()).log("The clone cannot be made deeper");
            if (DOUBTFUL.contains(failed.code())) {
                stayShallow();
            }
        }
    }

    private void keepToQuota(Fetched fetched) {
        try {
            if (fetched.isNew() && local.size() > settings.quota()) {
                LOG.atInfo().log("The clone has grown past its quota; making it anew without its history");
                replacement(local.accepted(), Depth.NEWEST);
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("The clone's size is not known");
        }
    }

    private Attempt into(BoundedRepository repository, Optional<ObjectId> before, Optional<Depth> depth) {
        try {
            return switch (download.into(repository, depth)) {
                case Download.Result.Not not -> new Attempt.Done(not.failed());
                case Download.Result.Here here -> judged(repository, before, here.commit());
            };
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("What was fetched cannot be read");
            return new Attempt.Done(failures.local(e));
        }
    }

    private Attempt judged(BoundedRepository repository, Optional<ObjectId> before, ObjectId candidate)
            throws IOException {
        boolean isOneHistory = wanted.isOneHistory();
        return switch (acceptance.rule(repository, before, candidate, isOneHistory, failures)) {
            case Ruling.Refused refused -> new Attempt.Done(refused.failed());
            case Ruling.TooShallow shallow -> new Attempt.Unclear(candidate, shallow.failed());
            case Ruling.Accepted accepted -> {
                accepted.rewrote()
                        .ifPresent(id -> LOG.atWarn()
                                .addKeyValue("revision", candidate.name())
                                .addKeyValue("before", id.name())
                                .log("The branch's history was rewritten, which the settings accept"));
                local.moveHead(repository, candidate);
                yield new Attempt.Done(new Fetched(
                        settings.branch(),
                        new Revision(candidate.name()),
                        before.filter(candidate::equals).isEmpty(),
                        accepted.rewrote().map(id -> new Revision(id.name()))));
            }
        };
    }
}
