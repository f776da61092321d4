package io.pilothouse.agent.reconcile.run;

import java.util.List;
import java.util.function.Predicate;

/// Asks many whether they are ready, time and again, until all of them are at once. Whoever was not ready the last time
/// is asked first, and those after it next: so that what happens to one of ten thousand costs one question and not ten
/// thousand, and to see all of them become ready costs about two rounds. Belongs to one thread.
final class RollCall {
    private int next;

    /// @param all the same as the last time, or others: where to begin is only a guess
    /// @return true if every one is ready now
    <T> boolean isComplete(List<T> all, Predicate<T> isReady) {
        if (next >= all.size()) {
            next = 0;
        }
        for (int asked = 0; asked < all.size(); asked++) {
            if (!isReady.test(all.get(next))) {
                return false;
            }
            next = (next + 1) % all.size();
        }
        return true;
    }
}
