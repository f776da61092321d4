package io.pilothouse.repository.fuzz;

import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.FleetTree;

/// No other repository and no chart was ever fetched.
final class NothingElse implements Supplies {
    @Override
    public Supply<FleetTree> git(GitReference reference) {
        return new Supply.Missing<>("PH-142", "It was not fetched yet.");
    }

    @Override
    public Supply<ChartArchive> chart(ChartReference reference) {
        return new Supply.Missing<>("PH-142", "It was not fetched yet.");
    }
}
