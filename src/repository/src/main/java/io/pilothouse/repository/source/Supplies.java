package io.pilothouse.repository.source;

import io.pilothouse.repository.tree.FleetTree;

/// What an application reads from elsewhere. Answers from what was fetched before and never waits for a server; what it
/// is asked for and has not, the next fetch gets.
public interface Supplies {

    /// Looks up a commit of another Git repository.
    Supply<FleetTree> git(GitReference reference);

    /// Looks up a chart.
    Supply<ChartArchive> chart(ChartReference reference);
}
