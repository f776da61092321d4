package io.pilothouse.repository.git;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.FetchOutcome.Fetched;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.FleetTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The other repositories that the fleet repository names: a shallow clone of each, by URL and ref, in the state
/// folder's `sources`. Any thread may call. [#find] waits for nobody: what is not here is noted, and the next [#fetch]
/// gets it.
public final class GitStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GitStore.class);
    private static final int MOST = 64;
    private static final int AT_ONCE = 4;
    private static final long QUOTA = 512L << 20;

    /// For how long others must have been asked for before what nobody asks for is dropped. Not by the clock alone:
    /// while nothing changes, nobody asks for anything.
    private static final Duration KEPT = Duration.ofHours(1);

    private final GitSettings fleet;
    private final SourceRules rules;
    private final Duration interval;
    private final InstantSource clock;
    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock fetching = new ReentrantLock();
    private final Map<GitReference, Source> sources = new HashMap<>();
    private final Instant started;
    private Instant lastAsked;

    private GitStore(GitSettings fleet, Duration interval, InstantSource clock) {
        this.fleet = fleet;
        this.rules = new SourceRules(fleet);
        this.interval = interval;
        this.clock = clock;
        this.folder = fleet.folder().resolve("sources");
        this.started = clock.instant();
        this.lastAsked = started;
    }

    /// @param fleet how the fleet repository is got; [GitSettings#sources] says which others may be
    /// @param interval how often a branch or tag is asked for news
    /// @return the store; nothing is read, written or asked yet
    public static GitStore of(GitSettings fleet, Duration interval, InstantSource clock) {
        return new GitStore(fleet, interval, clock);
    }

    /// One clone. Guarded by the store's lock, except for the clone itself.
    private static final class Source {
        private final FleetClone clone;
        private final Path home;
        private final String shown;
        private final boolean isFixed;
        private Instant asked;
        private Optional<Instant> tried = Optional.empty();
        private Optional<Revision> newest;
        private Optional<Failed> failed = Optional.empty();

        Source(FleetClone clone, Path home, String shown, boolean isFixed, Instant asked) {
            this.clone = clone;
            this.home = home;
            this.shown = shown;
            this.isFixed = isFixed;
            this.asked = asked;
            this.newest = clone.lastFetched();
        }
    }

    /// Looks up a commit. What was fetched before is given even if the server is away by now.
    ///
    /// | Code | Missing because |
    /// |---|---|
    /// | PH-141 | the settings do not allow it |
    /// | PH-142 | it was not fetched yet |
    /// | PH-143 | it cannot be fetched |
    public Supply<FleetTree> find(GitReference reference) {
        return switch (rules.rule(reference.url(), reference.ref())) {
            case SourceRules.Ruling.Refuse refuse -> new Supply.Missing<>(refuse.code(), refuse.why());
            case SourceRules.Ruling.Allow allow -> find(allow, reference.ref());
        };
    }

    private Supply<FleetTree> find(SourceRules.Ruling.Allow allowed, String ref) {
        lock.lock();
        try {
            GitReference key = new GitReference(allowed.address().url(), ref);
            Source source = sources.get(key);
            if (source == null && sources.size() >= MOST) {
                return new Supply.Missing<>(
                        "PH-143",
                        "The fleet repository uses more than " + MOST
                                + " other repositories or refs of them: use fewer.");
            }
            if (source == null) {
                source = open(allowed, key);
                sources.put(key, source);
            }
            lastAsked = clock.instant();
            source.asked = lastAsked;
            return supply(source);
        } finally {
            lock.unlock();
        }
    }

    private static Supply<FleetTree> supply(Source source) {
        if (source.newest.isPresent()) {
            Revision revision = source.newest.get();
            String prefix = source.shown + "@" + revision.id().substring(0, 7) + ":";
            return new Supply.Here<>(new HeldTree(source.clone, revision, prefix), revision.id());
        }
        return source.failed
                .<Supply<FleetTree>>map(failed -> new Supply.Missing<>("PH-143", failed.message()))
                .orElseGet(() -> new Supply.Missing<>(
                        "PH-142",
                        "The repository " + source.shown
                                + " was not fetched yet: it is asked for with the next fetch."));
    }

    private Source open(SourceRules.Ruling.Allow allowed, GitReference key) {
        Path home = folder.resolve(Digest.of(key.url() + "\n" + key.ref()).hex().substring(0, 40));
        Wanted wanted = Wanted.of(key.ref());
        GitSettings settings = allowed.settings()
                .in(home)
                .withQuota(Math.min(fleet.quota(), QUOTA))
                .withSources(GitSources.NONE);
        return new Source(
                FleetClone.of(settings, wanted, clock),
                home,
                allowed.address().shown(),
                wanted instanceof Wanted.Commit,
                clock.instant());
    }

    /// Gets what was asked for and is not here, or may have changed; drops what nobody asks for any more. Never
    /// throws.
    ///
    /// @return true if anything can be found now that could not be before, or is another commit than before
    public boolean fetch() {
        fetching.lock();
        try (ExecutorService workers = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofVirtual().name("source-fetch").factory())) {
            sweep();
            List<Future<Boolean>> news = new ArrayList<>();
            due().forEach(source -> news.add(workers.submit(() -> fetch(source))));
            boolean isNew = false;
            for (Future<Boolean> one : news) {
                isNew |= one.get();
            }
            return isNew;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            LOG.atWarn().setCause(e).log("Fetching a source failed in a way that nobody foresaw");
            return true;
        } finally {
            fetching.unlock();
        }
    }

    private boolean fetch(Source source) {
        FetchOutcome outcome = source.clone.fetch();
        lock.lock();
        try {
            source.tried = Optional.of(clock.instant());
            return switch (outcome) {
                case Failed failed -> {
                    source.failed = Optional.of(failed);
                    yield false;
                }
                case Fetched fetched -> {
                    Optional<Revision> now = Optional.of(fetched.revision());
                    boolean isNew = !now.equals(source.newest);
                    source.newest = now;
                    source.failed = Optional.empty();
                    yield isNew;
                }
            };
        } finally {
            lock.unlock();
        }
    }

    private List<Source> due() {
        lock.lock();
        try {
            Instant now = clock.instant();
            return sources.values().stream()
                    .filter(source -> source.newest.isEmpty() || !source.isFixed)
                    .filter(source -> source.tried
                            .filter(at -> at.plus(interval).isAfter(now))
                            .isEmpty())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void sweep() {
        lock.lock();
        try {
            List<Source> unwanted = sources.values().stream()
                    .filter(source -> source.asked.plus(KEPT).isBefore(lastAsked))
                    .toList();
            sources.values().removeAll(unwanted);
            for (Source source : unwanted) {
                source.clone.close();
                CloneFolder.delete(source.home);
            }
            if (started.plus(KEPT).isBefore(lastAsked)) {
                deleteStrangers();
            }
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("A source that nobody uses cannot be deleted");
        } finally {
            lock.unlock();
        }
    }

    /// What an earlier program fetched and this one was never asked for.
    private void deleteStrangers() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> found = Files.list(folder)) {
            for (Path home : found.toList()) {
                if (sources.values().stream().noneMatch(source -> source.home.equals(home))) {
                    CloneFolder.delete(home);
                }
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            sources.values().forEach(source -> source.clone.close());
            sources.clear();
        } finally {
            lock.unlock();
        }
    }
}
