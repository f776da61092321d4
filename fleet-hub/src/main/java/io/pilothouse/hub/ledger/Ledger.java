package io.pilothouse.hub.ledger;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.AgentReport.Sequenced;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetReducer;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.Contact;
import io.pilothouse.hub.ledger.AgentPosition.Resumption;
import io.pilothouse.hub.ledger.Commit.DetailChange;
import io.pilothouse.hub.ledger.LedgerException.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where the fleet's state changes. One thread takes what waits, writes it in one transaction, folds it
/// in, tells the listeners, and only then answers; so nothing is acknowledged that a crash could take back, and one
/// write to the disk serves everybody who came meanwhile.
///
/// Callers hold no lock; the ledger's thread is the only writer. Answers are given on the ledger's thread: what hangs
/// on
/// them must return at once.
public final class Ledger implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ledger.class);
    private static final int READ_BATCH = 5_000;

    private final LedgerStore store;
    private final LedgerLimits limits;
    private final InstantSource clock;
    private final CommitProbe probe;
    private final ArrayBlockingQueue<Submission> queue;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final List<FleetListener> listeners = new CopyOnWriteArrayList<>();
    private final SnapshotSaver saver;
    private final Thread thread;

    private volatile FleetSnapshot snapshot;
    private volatile boolean isWritable = true;
    private volatile boolean isClosing;
    private volatile boolean isClosed;
    private EventTail tail;
    /// Owned by the ledger's thread.
    private Map<String, AgentPosition> positions;
    /// Owned by the ledger's thread: monotonic time of the newest failure.
    private long failedNanos;

    private Ledger(LedgerStore store, LedgerLimits limits, InstantSource clock, CommitProbe probe) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        this.probe = probe;
        this.queue = new ArrayBlockingQueue<>(limits.queue());
        FleetSnapshot saved = store.savedSnapshot();
        this.snapshot = saved;
        this.positions = new HashMap<>(store.positions());
        this.saver = new SnapshotSaver(store, limits, clock, saved.sequence());
        long tailFrom = Math.max(0, Math.min(saved.sequence(), store.head() - limits.tail()));
        this.tail = new EventTail(limits.tail(), tailFrom);
        catchUp(tailFrom);
        if (tail.head() < saved.sequence()) {
            // No history is kept, only the fold.
            this.tail = new EventTail(limits.tail(), saved.sequence());
        }
        this.thread = Thread.ofPlatform().name("ledger").unstarted(this::run);
    }

    /// Opens a ledger: reads the saved fold and the events after it, and records that every agent it was in contact
    /// with
    /// is gone, for no stream outlives the hub.
    ///
    /// @throws StoreException if the store does not answer
    public static Ledger open(LedgerStore store, LedgerLimits limits, InstantSource clock, CommitProbe probe) {
        Ledger ledger = new Ledger(store, limits, clock, probe);
        ledger.thread.start();
        List<CompletableFuture<Boolean>> gone = ledger.snapshot.clusters().values().stream()
                .filter(cluster -> cluster.contact() == Contact.CONNECTED || cluster.contact() == Contact.SILENT)
                .map(cluster -> ledger.contact(cluster.name(), Contact.DISCONNECTED))
                .toList();
        try {
            gone.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            ledger.close();
            throw new StoreException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
        return ledger;
    }

    /// @return the fleet's state, newest; immutable
    public FleetSnapshot snapshot() {
        return snapshot;
    }

    public EventTail tail() {
        return tail;
    }

    public String ledgerId() {
        return store.ledgerId();
    }

    /// @return false while the disk or the database does not take anything
    public boolean isWritable() {
        return isWritable;
    }

    /// @return submissions that wait
    public int queued() {
        return queue.size();
    }

    public void listen(FleetListener listener) {
        listeners.add(listener);
    }

    /// An agent said hello: it is in contact now, and this is where it continues.
    public CompletableFuture<Resumption> attach(String cluster, String epoch, long first, long last) {
        return submit(
                new Submission.Attach(cluster, epoch, first, last, new CompletableFuture<>()),
                Submission.Attach::answer);
    }

    /// An agent reported.
    ///
    /// @param reports of that cluster, in order and without gaps
    /// @param bytes their size, more or less
    /// @return the newest report that is durable
    public CompletableFuture<Long> append(String cluster, String epoch, List<Sequenced> reports, int bytes) {
        return submit(
                new Submission.Reports(cluster, epoch, List.copyOf(reports), bytes, new CompletableFuture<>()),
                Submission.Reports::answer);
    }

    /// @return whether it was something new
    public CompletableFuture<Boolean> contact(String cluster, Contact contact) {
        return submit(
                new Submission.ContactSeen(cluster, contact, new CompletableFuture<>()),
                Submission.ContactSeen::answer);
    }

    /// Takes a command. The same command again is answered with how far it is.
    public CompletableFuture<Taken> order(Command command) {
        return submit(new Submission.Order(command, new CompletableFuture<>()), Submission.Order::answer);
    }

    /// @return whether the command was not that far yet
    public CompletableFuture<Boolean> advance(String cluster, String commandId, CommandPhase phase, String message) {
        return submit(
                new Submission.Advance(cluster, commandId, phase, message, new CompletableFuture<>()),
                Submission.Advance::answer);
    }

    private <S extends Submission, T> CompletableFuture<T> submit(
            S submission, java.util.function.Function<S, CompletableFuture<T>> answer) {
        CompletableFuture<T> promise = answer.apply(submission);
        if (isClosing) {
            return refused(promise, Reason.UNAVAILABLE, "the hub is stopping");
        }
        if (queuedBytes.addAndGet(submission.bytes()) > limits.queueBytes() || !queue.offer(submission)) {
            queuedBytes.addAndGet(-submission.bytes());
            return refused(promise, Reason.BUSY, "the hub has too much to write just now: come back later");
        }
        if (isClosed && queue.remove(submission)) {
            return refused(promise, Reason.UNAVAILABLE, "the hub is stopping");
        }
        return promise;
    }

    private static <T> CompletableFuture<T> refused(CompletableFuture<T> promise, Reason reason, String message) {
        promise.completeExceptionally(new LedgerException(reason, message));
        return promise;
    }

    /// Takes nothing more, writes what waits, saves the fold.
    @Override
    public void close() {
        isClosing = true;
        boolean wasInterrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isClosing || !queue.isEmpty()) {
                List<Submission> batch = next();
                if (!batch.isEmpty()) {
                    commit(batch);
                } else if (!isWritable) {
                    // Nobody may come while the hub says that it is not ready: it finds out by itself.
                    recover();
                }
            }
            if (isWritable) {
                saver.save(snapshot);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread: an interrupt would close the database's file under it.
            log.error("the ledger's thread was interrupted and stops");
        } finally {
            isClosing = true;
            isClosed = true;
            List<Submission> rest = new ArrayList<>();
            queue.drainTo(rest);
            LedgerException stopping = new LedgerException(Reason.UNAVAILABLE, "the hub is stopping");
            rest.forEach(submission -> submission.answer().completeExceptionally(stopping));
        }
    }

    private List<Submission> next() throws InterruptedException {
        Submission first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<Submission> batch = new ArrayList<>();
        int weight = 0;
        for (Submission next = first; next != null; next = weight < limits.batch() ? queue.poll() : null) {
            batch.add(next);
            queuedBytes.addAndGet(-next.bytes());
            weight += next instanceof Submission.Reports reports
                    ? reports.reports().size()
                    : 1;
        }
        return batch;
    }

    private void commit(List<Submission> batch) {
        if (!isWritable && !recover()) {
            LedgerException failure =
                    new LedgerException(Reason.UNAVAILABLE, "the hub cannot write its ledger just now; see its log");
            batch.forEach(submission -> submission.answer().completeExceptionally(failure));
            return;
        }
        Assembly assembly = new Assembly(
                snapshot, positions, store::command, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        try {
            batch.forEach(assembly::add);
            write(assembly.commit());
        } catch (StoreException e) {
            log.error("ledger not written reason={}", e.getMessage());
            log.debug("ledger not written", e);
            suspect();
            assembly.fail(new LedgerException(
                    Reason.UNAVAILABLE, "the hub cannot write its ledger just now; see its log", e));
            return;
        } catch (RuntimeException e) {
            // A bug, but not one that may stop the ledger for everybody else.
            log.error("a batch was refused because of a defect submissions={}", batch.size(), e);
            LedgerException failure = new LedgerException(Reason.UNAVAILABLE, "the hub failed; see its log", e);
            batch.forEach(submission -> submission.answer().completeExceptionally(failure));
            suspect();
            return;
        }
        assembly.succeed();
    }

    private void write(Commit commit) {
        if (commit.isEmpty()) {
            return;
        }
        long begin = System.nanoTime();
        store.append(commit);
        probe.committed(commit.events().size(), Duration.ofNanos(System.nanoTime() - begin));
        positions.putAll(commit.positions());
        publish(commit.events(), changed(commit.details()));
        saver.consider(snapshot);
    }

    private void publish(List<Recorded> events, Set<ApplicationKey> objects) {
        tail.add(events);
        snapshot = FleetReducer.fold(snapshot, events).snapshot();
        for (FleetListener listener : listeners) {
            listener.published(events, objects);
        }
    }

    private static Set<ApplicationKey> changed(List<DetailChange> details) {
        Set<ApplicationKey> changed = new HashSet<>();
        for (DetailChange detail : details) {
            if (detail instanceof DetailChange.Objects objects) {
                changed.add(objects.report().application());
            }
        }
        return changed;
    }

    /// Whether the commit is on the disk is not known: what is there decides, see [#recover].
    private void suspect() {
        probe.failed();
        isWritable = false;
        failedNanos = System.nanoTime();
    }

    private boolean recover() {
        if (System.nanoTime() - failedNanos < limits.retryPause().toNanos()) {
            return false;
        }
        try {
            store.recover();
            positions = new HashMap<>(store.positions());
            catchUp(snapshot.sequence());
            isWritable = true;
            log.info("ledger writable again sequence={}", snapshot.sequence());
            return true;
        } catch (StoreException e) {
            log.warn("ledger still not writable reason={}", e.getMessage());
            failedNanos = System.nanoTime();
            return false;
        }
    }

    /// Takes in what the store has and we have not.
    private void catchUp(long after) {
        long from = after;
        List<Recorded> events;
        do {
            events = store.events(from, READ_BATCH);
            if (!events.isEmpty()) {
                from = events.getLast().sequence();
                publish(events, Set.of());
            }
        } while (events.size() == READ_BATCH);
    }
}
