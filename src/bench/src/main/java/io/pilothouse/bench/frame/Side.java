package io.pilothouse.bench.frame;

import java.util.function.Supplier;

/// One way of doing a piece of work: ours, or a baseline's.
public interface Side {

    /// Whose processor time the work costs.
    enum Payer {
        THIS_PROCESS,
        /// Programs that the side starts and waits for; what starting them costs this process is not counted.
        ITS_CHILDREN
    }

    /// Makes ready for the next [#run]: not measured.
    default void prepare() throws Exception {}

    /// Does the work once.
    ///
    /// @return what came of it, asked for after the clock has stopped: equal text for equal work
    Supplier<String> run() throws Exception;

    /// Clears away what the last [#run] left, once its result was asked for: not measured.
    default void clear() throws Exception {}

    default Payer payer() {
        return Payer.THIS_PROCESS;
    }

    /// @return seconds of processor time that the worker has used so far; a program that runs on between the runs
    ///     says its own
    default double cpuSeconds() {
        return ProcStat.seconds(payer());
    }

    /// @return seconds of processor time that the servers have used so far
    default double serverSeconds() {
        return 0;
    }
}
