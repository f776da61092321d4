package io.pilothouse.bench.render;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import io.pilothouse.repository.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares what two programs rendered, object by object, whatever their order.
final class Objects {
    private static final YamlLimits WIDE = new YamlLimits(64 << 20, 100, 10_000_000, 100_000, 64 << 20);

    private Objects() {}

    static String digest(Collection<SourceObject> objects) {
        return digest(objects.stream().map(SourceObject::content));
    }

    /// @param yaml what a program printed
    static String digest(String yaml) {
        YamlFile file = YamlGate.parse(yaml.getBytes(StandardCharsets.UTF_8), WIDE);
        return file.isUsable()
                ? digest(file.documents().stream().map(YamlDocument::content))
                : file.problems().toString();
    }

    private static String digest(Stream<? extends Json> objects) {
        String all = objects.map(Json::canonical).sorted().collect(Collectors.joining("\n"));
        return all.lines().count() + " objects " + Digest.of(all).hex();
    }
}
