package io.pilothouse.repository;

import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.FleetTree;

/// Nothing comes from elsewhere.
enum NoSupplies implements Supplies {
    INSTANCE;

    @Override
    public Supply<FleetTree> git(GitReference reference) {
        return new Supply.Missing<>("PH-142", "Other repositories are not fetched here.");
    }

    @Override
    public Supply<ChartArchive> chart(ChartReference reference) {
        return new Supply.Missing<>("PH-142", "Charts are not fetched here.");
    }
}
