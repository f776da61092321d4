package io.pilothouse.bench.render;

import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.FleetTree;

/// What is rendered here needs nothing from elsewhere.
final class NothingElse implements Supplies {
    private static final String CODE = "PH-123";
    private static final String WHY = "There is nothing else.";

    @Override
    public Supply<FleetTree> git(GitReference reference) {
        return new Supply.Missing<>(CODE, WHY);
    }

    @Override
    public Supply<ChartArchive> chart(ChartReference reference) {
        return new Supply.Missing<>(CODE, WHY);
    }
}
