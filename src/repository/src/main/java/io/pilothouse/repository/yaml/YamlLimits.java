package io.pilothouse.repository.yaml;

/// How much one file may ask of us.
///
/// @param bytes size of the file, checked before anything is parsed, because refusing a large document while parsing it
///     costs seconds of processor time
/// @param depth nesting of maps and lists
/// @param nodes keys, values, maps and lists of the whole file, each alias counted as what it stands for
/// @param documents documents of the file
/// @param characters text of the whole file, each alias counted as what it stands for
public record YamlLimits(int bytes, int depth, int nodes, int documents, int characters) {
    public static final YamlLimits DEFAULT = new YamlLimits(4 << 20, 100, 100_000, 1_000, 16 << 20);
}
