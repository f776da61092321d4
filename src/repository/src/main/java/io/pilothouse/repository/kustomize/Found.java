package io.pilothouse.repository.kustomize;

import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.tree.FleetTree;
import java.util.List;
import java.util.Map;

/// A kustomization and everything that it names, found but not read.
///
/// @param tree the commit it is in
/// @param folder where it is, empty for the root
/// @param name of its file
/// @param file what it says
/// @param resources its resources, in their order
/// @param components its components, in their order
/// @param files the files that it names, by how they are written
/// @param charts its charts, in their order
/// @param generators what configures its generators
/// @param transformers what configures its transformers
/// @param validators what configures its validators
record Found(
        FleetTree tree,
        String folder,
        String name,
        KustomizationFile file,
        List<Part> resources,
        List<Part> components,
        Map<String, TreeEntry> files,
        List<Ingredients> charts,
        List<Part> generators,
        List<Part> transformers,
        List<Part> validators) {
    Found {
        resources = List.copyOf(resources);
        components = List.copyOf(components);
        files = Map.copyOf(files);
        charts = List.copyOf(charts);
        generators = List.copyOf(generators);
        transformers = List.copyOf(transformers);
        validators = List.copyOf(validators);
    }

    /// What one name stands for.
    sealed interface Part {
        /// A file of objects.
        record File(Written written, TreeEntry entry) implements Part {}

        /// A folder, or one of another repository, that has a kustomization of its own.
        record Kustomization(Written written, Found found) implements Part {}

        /// Objects written in place.
        record Inline(Written written) implements Part {}
    }
}
