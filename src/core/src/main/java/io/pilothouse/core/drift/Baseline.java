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
/// @param values digest of the live value by path, empty where the server left it out, [#UNOWNED] where it has our
///     value and nobody owns it; only the paths where something is not as sent
public record Baseline(Map<String, String> values) {
    public static final Baseline NONE = new Baseline(Map.of());

    /// Equals no digest.
    private static final String UNOWNED = "unowned";

    public Baseline {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /// @param sent what was applied: without what was left to others
    /// @param live the API server's answer
    public static Baseline of(Json.Obj sent, Json.Obj live) {
        Map<String, String> values = new TreeMap<>();
        Walk.Findings findings = new Walk.Findings() {
            @Override
            public void differs(String path, Json desired, Optional<Json> have, Owners owners) {
                values.put(path, digest(have));
            }

            @Override
            public void matches(String path, Json desired, Json have, Owners owners) {
                if (!owners.isOurs() && !Sameness.isNothing(desired)) {
                    values.put(path, UNOWNED);
                }
            }

            @Override
            public void isLeftOver(String path, Json have, Manager ours) {
                values.put(path, digest(Optional.of(have)));
            }
        };
        new Walk(sent, live, findings).run();
        return values.isEmpty() ? NONE : new Baseline(values);
    }

    /// @return true if the live value is the one the API server once made of ours
    boolean explains(String path, Optional<Json> live) {
        return !values.isEmpty() && digest(live).equals(values.get(path));
    }

    /// @return true if nobody owned the field right after we applied it
    boolean explainsUnowned(String path) {
        return UNOWNED.equals(values.get(path));
    }

    private static String digest(Optional<Json> live) {
        return live.map(value -> Digest.of(value).hex().substring(0, 16)).orElse("");
    }
}
