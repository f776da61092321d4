package io.pilothouse.core.plan;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Whether an object is too large for a cluster. The API server's own words for that depend on which of its parts
/// notices first, and none says what to do.
public final class ObjectSize {
    /// What etcd takes in one request, unless it is told otherwise.
    static final int MOST = 3 << 19;
    /// The sum of all annotations' keys and values.
    static final int MOST_ANNOTATIONS = 256 << 10;
    /// The sum of all values of a Secret or ConfigMap.
    static final int MOST_DATA = 1 << 20;

    private ObjectSize() {}

    /// @return one sentence saying what is too large and what to do; empty if nothing is
    public static Optional<String> objection(Manifest manifest) {
        Json.Obj content = manifest.content();
        long annotations = texts(content.object("metadata", "annotations"), true);
        if (annotations > MOST_ANNOTATIONS) {
            return Optional.of(manifest.key() + " has " + size(annotations) + " of annotations, and a cluster takes "
                    + size(MOST_ANNOTATIONS) + ": take the large ones out.");
        }
        boolean isSecret =
                manifest.key().group().isEmpty() && manifest.key().kind().equals("Secret");
        boolean isConfigMap =
                manifest.key().group().isEmpty() && manifest.key().kind().equals("ConfigMap");
        if (isSecret || isConfigMap) {
            long data = data(content, isSecret);
            if (data > MOST_DATA) {
                return Optional.of(manifest.key() + " holds " + size(data) + ", and a cluster takes " + size(MOST_DATA)
                        + ": divide it, or keep the content in a volume or an image.");
            }
        }
        long all = bytes(content.canonical());
        return all > MOST
                ? Optional.of(manifest.key() + " is " + size(all) + " large, and a cluster stores objects of up to "
                        + size(MOST) + ": divide it.")
                : Optional.empty();
    }

    private static long data(Json.Obj content, boolean isSecret) {
        long encoded = texts(content.object("data"), false);
        long plain = isSecret ? texts(content.object("stringData"), false) : 0;
        long binary = isSecret ? 0 : texts(content.object("binaryData"), false) / 4 * 3;
        return (isSecret ? encoded / 4 * 3 : encoded) + plain + binary;
    }

    private static long texts(Json.Obj map, boolean isWithKeys) {
        return map.fields().entrySet().stream()
                .mapToLong(entry -> (isWithKeys ? bytes(entry.getKey()) : 0)
                        + (entry.getValue() instanceof Json.Text text ? bytes(text.value()) : 0))
                .sum();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String size(long bytes) {
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : Math.ceilDiv(bytes, 1 << 10) + " KiB";
    }
}
