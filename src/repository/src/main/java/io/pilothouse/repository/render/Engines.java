package io.pilothouse.repository.render;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.source.Charts;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.source.Refusal;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.List;
import java.util.Optional;

/// The renderers that understand more than plain manifests.
public final class Engines {
    private static final List<String> KUSTOMIZATIONS =
            List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    /// @return what building the folder reads; empty if it is none of Kustomize's
    Optional<Ingredients> kustomize(FleetTree tree, String folder, Documents documents, Supplies supplies)
            throws DamagedTreeException {
        for (String name : KUSTOMIZATIONS) {
            Optional<TreeEntry> file = tree.find(PathNames.in(folder, name));
            if (file.isPresent()) {
                Reads reads = new Reads.Builder().add(tree, file.get()).build();
                return Optional.of(new Refusal(
                        reads,
                        List.of(new InputError(
                                "PH-123",
                                new Origin(tree.prefix() + file.get().path(), 1, 1),
                                "Kustomize is not supported by this version of Pilothouse."))));
            }
        }
        return Optional.empty();
    }

    Charts charts(Documents documents, Supplies supplies) {
        return order -> new Refusal(
                Reads.NONE,
                List.of(new InputError(
                        "PH-123",
                        order.place().origin(),
                        "Helm charts are not supported by this version of Pilothouse.")));
    }
}
