package io.pilothouse.repository.kustomize;

import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.source.ChartOrder;
import io.pilothouse.repository.source.ChartOrder.Chart;
import io.pilothouse.repository.source.ChartOrder.Values;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.Charts;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Orders the charts of a kustomization: from its folder of charts if it is there, else from where it names.
final class ChartOrders {
    private final FleetTree tree;
    private final FolderFiles files;
    private final Charts charts;

    ChartOrders(FleetTree tree, FolderFiles files, Charts charts) {
        this.tree = tree;
        this.files = files;
        this.charts = charts;
    }

    /// @param home the folder of charts
    /// @return empty if something that it needs is missing
    Optional<Ingredients> find(String home, ChartEntry entry) throws DamagedTreeException {
        Written written = new Written(home + "/" + entry.name(), entry.place());
        Optional<String> path = files.path(written);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        boolean isHere = tree.find(path.get()).map(TreeEntry::isFolder).orElse(false);
        if (!isHere && entry.repository().isEmpty()) {
            files.missing(written, path.get());
            return Optional.empty();
        }
        Optional<List<Values>> values = values(entry, isHere ? path : Optional.empty());
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Chart chart = isHere
                ? new Chart.Folder(tree, path.get())
                : new Chart.Remote(new ChartReference(entry.repository(), entry.name(), entry.version()));
        return Optional.of(charts.find(new ChartOrder(
                chart,
                entry.releaseName(),
                entry.namespace().isEmpty() ? "default" : entry.namespace(),
                values.get(),
                entry.includesCrds(),
                !entry.skipsHooks(),
                !entry.skipsHooks() && !entry.skipsTests(),
                entry.kubeVersion(),
                entry.apiVersions(),
                entry.place())));
    }

    private Optional<List<Values>> values(ChartEntry entry, Optional<String> chart) throws DamagedTreeException {
        List<Values> values = new ArrayList<>();
        Optional<Values> file = Optional.empty();
        if (entry.valuesFile().isPresent()) {
            Optional<TreeEntry> found = files.file(entry.valuesFile().get());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            file = Optional.of(new Values.InFile(tree, found.get().path()));
        } else if (entry.merge() == ChartEntry.Merge.MERGE && chart.isPresent()) {
            // the chart's own values win over those written in place
            Optional<TreeEntry> own = tree.find(chart.get() + "/values.yaml");
            file = own.map(found -> new Values.InFile(tree, found.path()));
        }
        boolean isInline = !entry.valuesInline().fields().isEmpty();
        Values inline = new Values.Inline(entry.valuesInline());
        switch (entry.merge()) {
            case OVERRIDE -> {
                file.ifPresent(values::add);
                values.add(inline);
            }
            case MERGE -> {
                values.add(inline);
                file.ifPresent(values::add);
            }
            case REPLACE -> {
                if (!isInline) {
                    file.ifPresent(values::add);
                }
                values.add(inline);
            }
        }
        for (Written more : entry.moreValuesFiles()) {
            Optional<TreeEntry> found = files.file(more);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            values.add(new Values.InFile(tree, found.get().path()));
        }
        return Optional.of(values);
    }
}
