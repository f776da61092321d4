package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.FieldDrift;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds what others added to our objects beside what Git declares: shown, never corrected. Kubernetes' own parts and
/// the status are left out, since they add something to every object.
public final class Unowned {
    /// More are not listed.
    static final int MAX_FIELDS = 20;

    private Unowned() {}

    /// @return at most [#MAX_FIELDS] added fields
    public static List<FieldDrift> of(Manifest desired, Json.Obj live, Fingerprints fingerprints) {
        Map<String, FieldDrift> found = new LinkedHashMap<>();
        boolean isSecret = Comparison.isSecret(desired.key());
        for (Manager manager : Manager.of(live)) {
            if (!manager.isOurs() && !manager.isSystem()) {
                Beside.of(manager, desired.content(), live, (path, value) -> {
                    if (found.size() < MAX_FIELDS) {
                        boolean isHidden = isSecret && Comparison.isValueOfSecret(path);
                        found.putIfAbsent(
                                path,
                                new FieldDrift(
                                        path,
                                        DriftKind.UNOWNED,
                                        "",
                                        fingerprints.show(value, isHidden),
                                        manager.name(),
                                        manager.operation(),
                                        manager.at()));
                    }
                });
            }
        }
        Collection<FieldDrift> fields = found.values();
        return List.copyOf(fields);
    }
}
