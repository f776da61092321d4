package io.pilothouse.repository.source;

/// A chart of a chart repository or an OCI registry, as somebody wrote it.
///
/// @param repository `https://…`, or `oci://…` without the chart's name
/// @param name the chart's name
/// @param version a version, or a range as Helm understands it
public record ChartReference(String repository, String name, String version) {}
