package io.pilothouse.repository.tool.lint;

import java.util.SortedSet;
import java.util.TreeSet;

/// What was seen of the repository while its clusters were looked through. Tells what nobody uses, as long as nothing
/// hid a part of it.
final class Seen {
    private final SortedSet<String> reads = new TreeSet<>();
    private final SortedSet<String> groups = new TreeSet<>();
    private boolean isWhole = true;
    private boolean hasEveryCluster = true;
    private int applications;

    void read(String path) {
        reads.add(path);
    }

    void group(String name) {
        groups.add(name);
    }

    void application() {
        applications++;
    }

    /// Something could not be read, so that what it would have named looks unused.
    void missedSomething() {
        isWhole = false;
    }

    /// A cluster could not be read at all.
    void missedCluster() {
        hasEveryCluster = false;
        isWhole = false;
    }

    boolean isWhole() {
        return isWhole;
    }

    boolean hasEveryCluster() {
        return hasEveryCluster;
    }

    int applications() {
        return applications;
    }

    boolean isGroupUsed(String name) {
        return groups.contains(name);
    }

    /// @return true if the path, something below it, or a folder around it as a whole was read
    boolean isReadAt(String path) {
        SortedSet<String> from = reads.tailSet(path + "/");
        return isReadItself(path) || (!from.isEmpty() && from.first().startsWith(path + "/"));
    }

    private boolean isReadItself(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (reads.contains(path.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /// @return every path that was read
    SortedSet<String> reads() {
        return reads;
    }
}
