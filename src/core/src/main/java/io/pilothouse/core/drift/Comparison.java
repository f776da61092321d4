package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.FieldDrift;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Compares a manifest with the live object.
///
/// A field that Git declares and that has another value is *changed*, with the manager who owns it now; one that has
/// the value but belongs to another manager alone is *stolen*. Fields that Git does not declare are left alone.
public final class Comparison {
    private Comparison() {}

    /// @param desired the manifest, as it was applied
    /// @param live the object, with its `managedFields`
    /// @param baseline what the API server made of the manifest when it was applied
    /// @return changed and stolen fields in the order of the manifest; none if there is nothing to correct
    public static List<FieldDrift> compare(
            Manifest desired, Json.Obj live, Baseline baseline, Fingerprints fingerprints) {
        List<FieldDrift> drift = new ArrayList<>();
        boolean isSecret = isSecret(desired.key());
        Walk.Findings findings = new Walk.Findings() {
            @Override
            public void differs(String path, Json want, Optional<Json> have, List<Walk.Cursor> owners) {
                drift.add(field(path, DriftKind.CHANGED, want, have, stranger(owners)));
            }

            @Override
            public void matches(String path, Json want, Json have, List<Walk.Cursor> owners) {
                boolean isOurs = owners.stream().anyMatch(o -> o.manager().isOurs() && o.owns());
                Optional<Manager> stranger = stranger(owners);
                if (!isOurs && stranger.isPresent()) {
                    drift.add(field(path, DriftKind.STOLEN, want, Optional.of(have), stranger));
                }
            }

            private FieldDrift field(
                    String path, DriftKind kind, Json want, Optional<Json> have, Optional<Manager> manager) {
                boolean isHidden = isSecret && isValueOfSecret(path);
                return new FieldDrift(
                        path,
                        kind,
                        fingerprints.show(want, isHidden),
                        have.map(value -> fingerprints.show(value, isHidden)).orElse(""),
                        manager.map(Manager::name).orElse(""),
                        manager.map(Manager::operation).orElse(""),
                        manager.flatMap(Manager::at));
            }
        };
        new Walk(desired.content(), live, baseline, findings).run();
        return drift;
    }

    /// @return drift of an object that is gone
    public static FieldDrift deleted() {
        return new FieldDrift("", DriftKind.DELETED, "", "", "", "", Optional.empty());
    }

    /// @return true if values of this object are to be shown as fingerprints
    public static boolean isSecret(ResourceKey key) {
        return key.kind().equals("Secret") && key.group().isEmpty();
    }

    /// Annotations are included: `kubectl apply` keeps a copy of the whole object in one.
    public static boolean isValueOfSecret(String path) {
        return !path.startsWith("/metadata/labels") && !path.equals("/type") && !path.equals("/immutable");
    }

    private static Optional<Manager> stranger(List<Walk.Cursor> owners) {
        return owners.stream()
                .filter(owner -> owner.owns() && !owner.manager().isOurs())
                .map(Walk.Cursor::manager)
                .max(Comparator.comparing(manager -> manager.at().orElse(java.time.Instant.MIN)));
    }
}
