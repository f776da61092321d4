package io.pilothouse.repository.kustomize;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartOrder;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.source.Refusal;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.MapTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A commit in which folders are built.
final class Kustomizing {
    private final MapTree tree = new MapTree();
    private final Map<GitReference, FleetTree> others = new HashMap<>();
    private final List<ChartOrder> orders = new ArrayList<>();

    Kustomizing with(String path, String content) {
        tree.with(path, content);
        return this;
    }

    Kustomizing with(String path, TreeEntry.Kind kind) {
        tree.with(path, kind);
        return this;
    }

    Kustomizing without(String path) {
        tree.without(path);
        return this;
    }

    Kustomizing other(String url, String ref, FleetTree other) {
        others.put(new GitReference(url, ref), other);
        return this;
    }

    Ingredients find(String folder) throws DamagedTreeException {
        Supplies supplies = new Supplies() {
            @Override
            public Supply<FleetTree> git(GitReference reference) {
                FleetTree other = others.get(reference);
                return other == null
                        ? new Supply.Missing<>("PH-142", "Not fetched yet.")
                        : new Supply.Here<>(other, "c0ffee");
            }

            @Override
            public Supply<ChartArchive> chart(ChartReference reference) {
                return new Supply.Missing<>("PH-142", "Not fetched yet.");
            }
        };
        return new KustomizeFolder(new ParsedDocuments(1 << 24), supplies, order -> {
                    orders.add(order);
                    return new Refusal(
                            Reads.NONE,
                            List.of(new InputError("PH-180", order.place().origin(), "No charts here.")));
                })
                .find(tree, folder);
    }

    Reads reads(String folder) throws DamagedTreeException {
        return find(folder).reads();
    }

    List<Json> build(String folder) throws RefusedSourceException, DamagedTreeException {
        return find(folder).render().stream().<Json>map(SourceObject::content).toList();
    }

    /// @return why the folder is refused
    List<String> refusals(String folder) {
        return catchThrowableOfType(RefusedSourceException.class, () -> build(folder)).errors().stream()
                .map(InputError::toString)
                .toList();
    }

    List<ChartOrder> orders() {
        return orders;
    }
}
