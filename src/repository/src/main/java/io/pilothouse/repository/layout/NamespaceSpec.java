package io.pilothouse.repository.layout;

import io.pilothouse.core.slice.NamespacePolicy;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.core.window.Freeze;
import io.pilothouse.repository.source.SourceObject;
import java.util.List;

/// What a namespace's `namespace.yaml` says.
///
/// @param file the file
/// @param policy what the folder may hold
/// @param serviceAccount as whom its applications are applied where they say nothing; empty for the agent's default
/// @param objects what it gives the namespace: quota, limits, network policy
/// @param freezes times in which nothing is written in it
public record NamespaceSpec(
        TreeEntry file,
        NamespacePolicy policy,
        String serviceAccount,
        List<SourceObject> objects,
        List<Freeze> freezes) {
    public NamespaceSpec {
        objects = List.copyOf(objects);
        freezes = List.copyOf(freezes);
    }
}
