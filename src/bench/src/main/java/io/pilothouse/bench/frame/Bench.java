package io.pilothouse.bench.frame;

import java.nio.file.Path;
import java.util.Set;

/// A group of measurements that share a goal of the design.
public interface Bench {

    /// @return how the command line names it, such as `decode`
    String name();

    /// @return one line for people
    String title();

    /// @return the goals of the design that its rows speak of, such as `G1`; may be none
    Set<String> goals();

    /// Measures, and leaves nothing behind but what is in `scratch`, which is removed afterwards.
    ///
    /// @param scratch an empty folder, in memory where there is one
    void run(Session session, Path scratch) throws Exception;
}
