package io.pilothouse.desktop.reading;

import io.pilothouse.core.fleet.ClusterState;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/// How many of what: the numbers of the strip. Counts applications, and a cluster by itself only where no application
/// speaks for it: without any, or with an agent that cannot work.
///
/// A fleet's tally is the sum of its clusters', so a change of one cluster costs one subtraction and one addition.
public final class Tally {
    public static final Tally NONE = new Tally(new EnumMap<>(Condition.class), new EnumMap<>(Condition.class), 0);

    private final EnumMap<Condition, Integer> counts;
    private final EnumMap<Condition, Integer> clusters;
    private final int fleet;

    /// The maps hold no zeros, so that equal tallies are equal.
    private Tally(EnumMap<Condition, Integer> counts, EnumMap<Condition, Integer> clusters, int fleet) {
        this.counts = counts;
        this.clusters = clusters;
        this.fleet = fleet;
    }

    /// @return the tally of one cluster
    public static Tally of(ClusterState cluster) {
        EnumMap<Condition, Integer> counts = new EnumMap<>(Condition.class);
        cluster.applications()
                .values()
                .forEach(application -> counts.merge(Condition.of(application, cluster.contact()), 1, Integer::sum));
        Condition.ownOf(cluster)
                .filter(own -> own == Condition.FAILED || cluster.applications().isEmpty())
                .ifPresent(own -> counts.merge(own, 1, Integer::sum));
        EnumMap<Condition, Integer> clusters = new EnumMap<>(Condition.class);
        counts.keySet().forEach(condition -> clusters.put(condition, 1));
        return new Tally(counts, clusters, 1);
    }

    /// @return how many are in the condition
    public int count(Condition condition) {
        return counts.getOrDefault(condition, 0);
    }

    /// @return in how many clusters there is one in the condition
    public int clusters(Condition condition) {
        return clusters.getOrDefault(condition, 0);
    }

    /// @return how many clusters there are
    public int clusters() {
        return fleet;
    }

    /// @return all that was counted
    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    public Tally plus(Tally other) {
        return combine(other, 1);
    }

    public Tally minus(Tally other) {
        return combine(other, -1);
    }

    private Tally combine(Tally other, int sign) {
        return new Tally(
                sum(counts, other.counts, sign), sum(clusters, other.clusters, sign), fleet + sign * other.fleet);
    }

    private static EnumMap<Condition, Integer> sum(
            EnumMap<Condition, Integer> one, EnumMap<Condition, Integer> other, int sign) {
        EnumMap<Condition, Integer> sum = new EnumMap<>(one);
        other.forEach((condition, count) ->
                sum.compute(condition, (same, before) -> nonZero((before == null ? 0 : before) + sign * count)));
        return sum;
    }

    private static @Nullable Integer nonZero(int count) {
        return count == 0 ? null : count;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally tally
                && counts.equals(tally.counts)
                && clusters.equals(tally.clusters)
                && fleet == tally.fleet;
    }

    @Override
    public int hashCode() {
        return counts.hashCode() * 31 + fleet;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Condition condition : Condition.values()) {
            if (count(condition) > 0) {
                text.append(count(condition))
                        .append(' ')
                        .append(condition.words())
                        .append(", ");
            }
        }
        return text + "in " + fleet + " clusters";
    }
}
