package io.pilothouse.repository.source;

import io.pilothouse.repository.tree.DamagedTreeException;

/// Renders charts.
@FunctionalInterface
public interface Charts {

    /// Finds what rendering the chart reads.
    Ingredients find(ChartOrder order) throws DamagedTreeException;
}
