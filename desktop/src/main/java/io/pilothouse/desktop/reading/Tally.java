package io.pilothouse.desktop.reading;

import io.pilothouse.core.fleet.ClusterState;
import java.util.Arrays;

/// How many of what: the numbers of the strip. Counts applications, and a cluster by itself only where no application
/// speaks for it: without any, or with an agent that cannot work.
///
/// A fleet's tally is the sum of its clusters', so a change of one cluster costs one subtraction and one addition.
public final class Tally {
    public static final Tally NONE = new Tally(new int[Condition.values().length], new int[Condition.values().length], 0);

    private final int[] counts;
    private final int[] clusters;
    private final int fleet;

    private Tally(int[] counts, int[] clusters, int fleet) {
        this.counts = counts;
        this.clusters = clusters;
        this.fleet = fleet;
    }

    /// @return the tally of one cluster
    public static Tally of(ClusterState cluster) {
        int[] counts = new int[Condition.values().length];
        cluster.applications()
                .values()
                .forEach(application -> counts[Condition.of(application, cluster.contact()).ordinal()]++);
        Condition.ownOf(cluster)
                .filter(own -> own == Condition.FAILED || cluster.applications().isEmpty())
                .ifPresent(own -> counts[own.ordinal()]++);
        int[] clusters = Arrays.stream(counts).map(count -> count > 0 ? 1 : 0).toArray();
        return new Tally(counts, clusters, 1);
    }

    /// @return how many are in the condition
    public int count(Condition condition) {
        return counts[condition.ordinal()];
    }

    /// @return in how many clusters there is one in the condition
    public int clusters(Condition condition) {
        return clusters[condition.ordinal()];
    }

    /// @return how many clusters there are
    public int clusters() {
        return fleet;
    }

    /// @return all that was counted
    public int total() {
        return Arrays.stream(counts).sum();
    }

    public Tally plus(Tally other) {
        return combine(other, 1);
    }

    public Tally minus(Tally other) {
        return combine(other, -1);
    }

    private Tally combine(Tally other, int sign) {
        int[] sum = counts.clone();
        int[] sumClusters = clusters.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += sign * other.counts[i];
            sumClusters[i] += sign * other.clusters[i];
        }
        return new Tally(sum, sumClusters, fleet + sign * other.fleet);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally tally
                && Arrays.equals(counts, tally.counts)
                && Arrays.equals(clusters, tally.clusters)
                && fleet == tally.fleet;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts) * 31 + fleet;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Condition condition : Condition.values()) {
            if (count(condition) > 0) {
                text.append(count(condition)).append(' ').append(condition.words()).append(", ");
            }
        }
        return text + "in " + fleet + " clusters";
    }
}
