package io.pilothouse.agent.reconcile.pace;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Holds applications back until those they depend on are synced and healthy at the commit that they were assigned
/// last. Thread-safe.
public final class DependencyGate {
    private final Map<ApplicationKey, Known> known = new HashMap<>();
    private final Set<ApplicationKey> waiting = new HashSet<>();
    private final Consumer<ApplicationKey> call;

    /// How an application stands, as far as others wait for it.
    public sealed interface Progress {
        /// It is on its way.
        record UnderWay() implements Progress {}

        /// It is synced and healthy.
        record Settled() implements Progress {}

        /// It does not go on by itself.
        ///
        /// @param reason one sentence
        record Stuck(String reason) implements Progress {}
    }

    private record Known(Revision assigned, Progress progress) {}

    /// @param call wakes an application that waits; called on the thread of the one that it waits for
    public DependencyGate(Consumer<ApplicationKey> call) {
        this.call = call;
    }

    /// Applications are about to be assigned a commit: from now on what they were before does not count.
    ///
    /// @param existing all of the slice; nobody waits for others any more
    public synchronized void await(Map<ApplicationKey, Revision> assigned, Set<ApplicationKey> existing) {
        assigned.forEach((key, revision) -> known.put(key, new Known(revision, new Progress.UnderWay())));
        known.keySet().retainAll(existing);
        waiting.retainAll(existing);
    }

    /// An application tells how it stands.
    ///
    /// @param revision of the newest assignment it took
    public void tell(ApplicationKey application, Revision revision, Progress progress) {
        Set<ApplicationKey> called;
        synchronized (this) {
            Known before = known.get(application);
            if (before == null
                    || !before.assigned().equals(revision)
                    || before.progress().equals(progress)) {
                return;
            }
            known.put(application, new Known(revision, progress));
            called = Set.copyOf(waiting);
        }
        called.forEach(call);
    }

    /// What an application has to wait for.
    ///
    /// @param dependency the first that is not settled
    /// @param progress how it stands
    public record Obstacle(ApplicationKey dependency, Progress progress) {
        /// @return true if waiting may take for ever
        public boolean isStuck() {
            return progress instanceof Progress.Stuck;
        }

        /// @return one sentence
        public String sentence() {
            return "It waits for " + dependency.path() + ", which it depends on and which is not synced and healthy"
                    + (progress instanceof Progress.Stuck stuck ? ": " + stuck.reason() : " yet.");
        }
    }

    /// @return what it has to wait for, the first of what is stuck before the first of what is under way; empty if
    ///     it may begin
    public synchronized Optional<Obstacle> obstacle(ApplicationKey application, List<ApplicationKey> dependsOn) {
        Optional<Obstacle> first = Optional.empty();
        for (ApplicationKey needed : dependsOn) {
            Progress progress = Optional.ofNullable(known.get(needed))
                    .map(Known::progress)
                    .orElse(new Progress.Stuck("it is not in the commit."));
            boolean isWorse = progress instanceof Progress.Stuck
                    && first.filter(Obstacle::isStuck).isEmpty();
            if (!(progress instanceof Progress.Settled) && (first.isEmpty() || isWorse)) {
                first = Optional.of(new Obstacle(needed, progress));
            }
        }
        if (first.isPresent()) {
            waiting.add(application);
        } else {
            waiting.remove(application);
        }
        return first;
    }
}
