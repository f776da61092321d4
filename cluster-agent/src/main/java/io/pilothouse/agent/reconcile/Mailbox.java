package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.Insight;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.reconcile.object.Assignment;
import io.pilothouse.agent.reconcile.pace.Summons;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What waits for one application's owner. Bounded by being coalesced: of assignments and of each object only the
/// newest
/// is kept. Any thread puts, one takes.
final class Mailbox implements Summons {
    private static final int MOST_INQUIRIES = 8;

    private final Map<Subject, Sighting> sightings = new LinkedHashMap<>();
    private final List<CompletableFuture<Insight>> inquiries = new ArrayList<>();
    private Optional<Assignment> assignment = Optional.empty();
    private final List<Approve> approvals = new ArrayList<>();
    private boolean isPoked;
    private boolean isResync;
    private boolean isSyncNow;
    private Optional<String> cancelled = Optional.empty();
    private boolean isClosed;
    private boolean isRetired;

    private record Subject(KindName kind, ResourceKey key) {}

    /// An object as a watch saw it.
    ///
    /// @param object empty if it is gone
    /// @param resourceVersion of the change; empty if unknown
    /// @param at when it arrived
    record Sighting(KindName kind, ResourceKey key, Optional<Json.Obj> object, String resourceVersion, Instant at) {
        /// Without the object, which may be a secret.
        @Override
        public String toString() {
            return "Sighting[" + key + ", " + resourceVersion + "]";
        }
    }

    /// A person approves the deletions of a plan.
    ///
    /// @param hash of the plan that was seen
    /// @param outcome where the answer is awaited
    record Approve(String hash, CompletableFuture<CommandOutcome> outcome) {}

    /// Everything that waited.
    record Inbox(
            Optional<Assignment> assignment,
            List<Sighting> sightings,
            List<CompletableFuture<Insight>> inquiries,
            List<Approve> approvals,
            boolean isResync,
            boolean isSyncNow,
            Optional<String> cancelled,
            boolean isClosed) {}

    /// @return false if nobody takes from it any more
    synchronized boolean assign(Assignment newest, boolean isCommanded) {
        if (isRetired) {
            return false;
        }
        assignment = Optional.of(newest);
        cancelled = Optional.empty();
        isSyncNow |= isCommanded;
        notifyAll();
        return true;
    }

    /// Ends it for good, unless an assignment waits.
    ///
    /// @return true if it has ended
    synchronized boolean retire() {
        isRetired = assignment.isEmpty();
        return isRetired;
    }

    synchronized boolean isRetired() {
        return isRetired;
    }

    synchronized void see(Sighting sighting) {
        sightings.put(new Subject(sighting.kind(), sighting.key()), sighting);
        notifyAll();
    }

    /// The run is to be stopped.
    ///
    /// @param why one sentence
    synchronized void cancel(String why) {
        cancelled = Optional.of(why);
        notifyAll();
    }

    /// Something that the owner asks others about may have changed.
    synchronized void poke() {
        isPoked = true;
        notifyAll();
    }

    /// Somebody wants to know how the application is. At most [#MOST_INQUIRIES] wait.
    ///
    /// @return completed by the owner between two requests; never, if it ends before or has too many already, so
    ///     whoever asks does not wait forever
    synchronized CompletableFuture<Insight> inquire() {
        CompletableFuture<Insight> answer = new CompletableFuture<>();
        if (inquiries.size() < MOST_INQUIRIES) {
            inquiries.add(answer);
            notifyAll();
        }
        return answer;
    }

    synchronized void ask(Approve approval) {
        if (isRetired || isClosed) {
            approval.outcome().complete(CommandOutcome.failed("The application has just ended: look again."));
        } else {
            approvals.add(approval);
            notifyAll();
        }
    }

    synchronized void resync() {
        isResync = true;
        notifyAll();
    }

    synchronized void close() {
        isClosed = true;
        notifyAll();
    }

    @Override
    public synchronized boolean isOvertaken() {
        return isClosed || assignment.isPresent() || cancelled.isPresent();
    }

    @Override
    public synchronized boolean isClosed() {
        return isClosed;
    }

    /// Waits until there is something, but no longer than told.
    synchronized void await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /// Takes everything there is, if anything.
    synchronized Inbox drain() {
        Inbox inbox = new Inbox(
                assignment,
                new ArrayList<>(sightings.values()),
                List.copyOf(inquiries),
                List.copyOf(approvals),
                isResync,
                isSyncNow,
                cancelled,
                isClosed);
        assignment = Optional.empty();
        sightings.clear();
        inquiries.clear();
        approvals.clear();
        isPoked = false;
        isResync = false;
        isSyncNow = false;
        cancelled = Optional.empty();
        return inbox;
    }

    private boolean isEmpty() {
        return assignment.isEmpty()
                && sightings.isEmpty()
                && inquiries.isEmpty()
                && approvals.isEmpty()
                && !isPoked
                && !isResync
                && !isSyncNow
                && cancelled.isEmpty()
                && !isClosed;
    }
}
