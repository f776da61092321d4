package io.pilothouse.bench.frame;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rounds in which each side has its turn once, from the first to the last and then from the last to the first. Every
/// side is cleared away before the next one begins, so that what it leaves running costs nobody else.
final class Rounds {
    private final List<Side> sides;
    private final Duration sample;
    private final List<Round> rounds = new ArrayList<>();

    /// @param sides ours is the first
    /// @param sample how long one takes, at least
    Rounds(List<Side> sides, Duration sample) {
        this.sides = List.copyOf(sides);
        this.sample = sample;
    }

    /// What came of one round, in the order of the sides.
    record Round(List<Sample> samples, List<String> results, boolean isOursFirst, double load, double steal) {
        Pair pair(int theirs) {
            return new Pair(samples.getFirst(), samples.get(theirs), isOursFirst, load, steal);
        }

        boolean isSame(int theirs) {
            return results.getFirst().equals(results.get(theirs));
        }
    }

    Round next() throws Exception {
        boolean isOursFirst = rounds.size() % 2 == 0;
        Busyness before = Busyness.now();
        List<Sample> samples = new ArrayList<>();
        List<String> results = new ArrayList<>();
        for (Side side : isOursFirst ? sides : sides.reversed()) {
            try {
                Stopwatch.Timed timed = Stopwatch.time(side, sample);
                samples.add(timed.sample());
                results.add(timed.result().get());
            } catch (Exception e) {
                clearAfter(side, e);
                throw e;
            }
            side.clear();
        }
        Busyness after = Busyness.now();
        Round round = new Round(
                List.copyOf(isOursFirst ? samples : samples.reversed()),
                List.copyOf(isOursFirst ? results : results.reversed()),
                isOursFirst,
                after.load(),
                after.stealSince(before));
        rounds.add(round);
        return round;
    }

    private static void clearAfter(Side side, Exception failure) {
        try {
            side.clear();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    List<Pair> pairs(int theirs) {
        return rounds.stream().map(round -> round.pair(theirs)).toList();
    }

    /// @return what ours and theirs said where it was not the same for the first time
    Optional<String> difference(int theirs) {
        return rounds.stream()
                .filter(round -> !round.isSame(theirs))
                .map(round ->
                        round.results().getFirst() + " and " + round.results().get(theirs))
                .findFirst();
    }
}
