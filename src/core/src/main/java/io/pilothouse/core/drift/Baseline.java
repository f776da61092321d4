package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the API server made of our own values right after our own apply, where that is not what we sent: it writes
/// quantities in its own way, leaves out what is empty, and webhooks change what they like. Such a value is not drift
/// as long as it stays the same.
///
/// @param values digest of the live value by path, empty where the server left it out; only the differing paths
public record Baseline(Map<String, String> values) {
    public static final Baseline NONE = new Baseline(Map.of());

    public Baseline {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /// @param live the API server's answer to our apply of `desired`
    public static Baseline of(Json.Obj desired, Json.Obj live) {
        Map<String, String> values = new TreeMap<>();
        new Walk(desired, live, NONE, (path, _, liveValue, _) -> values.put(path, digest(liveValue))).run();
        return values.isEmpty() ? NONE : new Baseline(values);
    }

    /// @return true if the live value is the one the API server once made of ours
    boolean explains(String path, Optional<Json> live) {
        return digest(live).equals(values.get(path));
    }

    private static String digest(Optional<Json> live) {
        return live.map(value -> Digest.of(value).hex().substring(0, 16)).orElse("");
    }
}
