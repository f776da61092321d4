package io.pilothouse.core.depend;

import io.pilothouse.core.annotation.Wishes;
import io.pilothouse.core.manifest.Manifest;
import java.util.Collection;

/// What a dry run of everything cannot know yet: whatever lives in a namespace, or is of a kind, that the same run
/// brings.
public final class Rehearsal {
    private Rehearsal() {}

    /// @param together everything that is applied in the same run
    /// @return true if the object's namespace comes with it, so that its absence is no objection
    public static boolean bringsNamespace(Manifest manifest, Collection<Manifest> together) {
        return together.stream()
                .anyMatch(other -> other.key().kind().equals("Namespace")
                        && other.key().group().isEmpty()
                        && other.key().name().equals(manifest.key().namespace()));
    }

    /// @return true if the object's kind comes with it, or comes otherwise as its annotations say
    public static boolean bringsKind(Manifest manifest, Collection<Manifest> together) {
        return Wishes.of(manifest).isDryRunOptional()
                || together.stream()
                        .anyMatch(other -> other.key().kind().equals("CustomResourceDefinition")
                                && other.content()
                                        .text("spec", "group")
                                        .orElse("")
                                        .equals(manifest.key().group())
                                && other.content()
                                        .text("spec", "names", "kind")
                                        .orElse("")
                                        .equals(manifest.key().kind()));
    }
}
