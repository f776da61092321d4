package io.pilothouse.bench.engine;

import io.pilothouse.bench.frame.Session;
import java.time.Duration;
import java.util.List;

/// How often what is done at which size. A full run is to end within 40 minutes on a quiet machine with two cores, so
/// fifteen pairs are for the size that goals are stated at, and for what takes less than a second; where the table
/// shows fewer, more would have taken minutes.
///
/// @param sizes numbers of objects, smallest first
record Plan(Session session, List<Integer> sizes) {
    /// The goals are about so many objects.
    private static final int STATED = 1_000;

    private static final int MANY = 15;
    private static final int FEW = 3;

    static Plan of(Session session) {
        List<Integer> usual = session.effort().isQuick() ? List.of(10, 100) : List.of(10, 100, 1_000, 10_000);
        return new Plan(session, session.sizes(usual).stream().sorted().toList());
    }

    /// @return the largest that is not larger than what goals are stated at
    int usual() {
        return sizes.stream()
                .filter(size -> size <= STATED)
                .reduce((_, next) -> next)
                .orElse(sizes.getFirst());
    }

    /// @return rounds of a first sync, and of whatever takes as long
    int rounds(int size) {
        return session.pairs(size == STATED ? MANY : size > STATED ? 2 : FEW);
    }

    /// @return pairs of an agent's start
    int starts(int size) {
        return session.pairs(size == STATED ? MANY : FEW);
    }

    /// @return pairs of one change
    int changes() {
        return session.pairs(MANY);
    }

    /// @return drifts one after the other; more of a small slice would look like a fight to the agent
    int drifts(int size) {
        int usual = size < 100 ? 20 : 60;
        return session.effort().isQuick() ? session.pairs(usual) * 3 : session.pairs(usual);
    }

    /// @return pairs of what is measured as an extra
    int extras() {
        return session.pairs(FEW);
    }

    /// @return pairs of times of nothing; none at the sizes for which no goal is stated
    int windows(int size) {
        return size == usual() ? session.pairs(9) : 0;
    }

    /// @return how long a time of nothing is
    Duration window() {
        return Duration.ofSeconds(session.effort().isQuick() ? 5 : 10);
    }

    /// An agent takes a minute to settle, because an Ingress without an address does: too long for a quick run to
    /// wait for at every size.
    boolean isSettling(int size) {
        return !session.effort().isQuick() || size == sizes.getLast();
    }

    boolean isWanted(String... goals) {
        for (String goal : goals) {
            if (session.isWanted(goal)) {
                return true;
            }
        }
        return false;
    }
}
