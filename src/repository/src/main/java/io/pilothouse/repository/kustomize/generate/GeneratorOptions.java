package io.pilothouse.repository.kustomize.generate;

import io.pilothouse.repository.kustomize.file.Entries;
import java.util.LinkedHashMap;
import java.util.Map;

/// How generated objects are made.
///
/// @param labels their labels
/// @param annotations their annotations
/// @param hasPlainName without a hash at the end of the name
/// @param isImmutable never changed once they are there
public record GeneratorOptions(
        Map<String, String> labels, Map<String, String> annotations, boolean hasPlainName, boolean isImmutable) {
    public static final GeneratorOptions NONE = new GeneratorOptions(Map.of(), Map.of(), false, false);

    public GeneratorOptions {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    public static GeneratorOptions read(Entries entries) {
        GeneratorOptions options = new GeneratorOptions(
                entries.textMap("labels"),
                entries.textMap("annotations"),
                entries.flag("disableNameSuffixHash"),
                entries.flag("immutable"));
        entries.finish();
        return options;
    }

    /// @param global what holds for all; these options win where they differ, but cannot switch off what is on for
    ///     all
    GeneratorOptions with(GeneratorOptions global) {
        return new GeneratorOptions(
                merged(global.labels, labels),
                merged(global.annotations, annotations),
                hasPlainName || global.hasPlainName,
                isImmutable || global.isImmutable);
    }

    private static Map<String, String> merged(Map<String, String> weak, Map<String, String> strong) {
        Map<String, String> both = new LinkedHashMap<>(weak);
        both.putAll(strong);
        return both;
    }
}
