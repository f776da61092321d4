package io.pilothouse.repository.render;

import io.pilothouse.repository.helm.HelmCharts;
import io.pilothouse.repository.helm.engine.HelmEngine;
import io.pilothouse.repository.kustomize.KustomizeFolder;
import io.pilothouse.repository.source.Charts;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.nio.file.Path;
import java.util.Optional;

/// The renderers that understand more than plain manifests.
public final class Engines {
    private final HelmEngine helm;

    private Engines(HelmEngine helm) {
        this.helm = helm;
    }

    /// @param folder for what has to stand on disk while a chart is rendered; nothing else may use it
    public static Engines in(Path folder) {
        return new Engines(HelmEngine.in(folder));
    }

    /// @return what building the folder reads; empty if it is none of Kustomize's
    Optional<Ingredients> kustomize(FleetTree tree, String folder, Documents documents, Supplies supplies)
            throws DamagedTreeException {
        return KustomizeFolder.isOne(tree, folder)
                ? Optional.of(new KustomizeFolder(documents, supplies, charts(documents, supplies)).find(tree, folder))
                : Optional.empty();
    }

    Charts charts(Documents documents, Supplies supplies) {
        return new HelmCharts(helm, documents, supplies);
    }
}
