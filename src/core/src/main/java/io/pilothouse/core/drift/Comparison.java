package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.FieldDrift;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares a manifest with the live object.
///
/// | the field | is |
/// |---|---|
/// | declared, and another value, or gone | *changed*, by the manager who owns it now |
/// | declared, and the same value, but not ours any more | *stolen*, by the manager who owns it now |
/// | ours, and not declared | *changed*: somebody applied it in our name |
/// | neither | left alone; see [Unowned] |
///
/// Of a field that is gone, Kubernetes does not say who took it away.
public final class Comparison {
    private Comparison() {}

    /// @param desired the manifest, as it was applied
    /// @param live the object, with its `managedFields`
    /// @param baseline what the API server made of the manifest when it was applied
    /// @return changed and stolen fields in the order of the manifest; none if there is nothing to correct
    public static List<FieldDrift> compare(
            Manifest desired, Json.Obj live, Baseline baseline, Fingerprints fingerprints) {
        Collector collector = new Collector(baseline, fingerprints, isSecret(desired.key()));
        new Walk(desired.content(), live, collector).run();
        return collector.drift;
    }

    private static final class Collector implements Walk.Findings {
        private final List<FieldDrift> drift = new ArrayList<>();
        private final Baseline baseline;
        private final Fingerprints fingerprints;
        private final boolean isSecret;

        Collector(Baseline baseline, Fingerprints fingerprints, boolean isSecret) {
            this.baseline = baseline;
            this.fingerprints = fingerprints;
            this.isSecret = isSecret;
        }

        @Override
        public void differs(String path, Json want, Optional<Json> have, Owners owners) {
            if (!baseline.explains(path, have)) {
                add(path, DriftKind.CHANGED, Optional.of(want), have, owners.stranger());
            }
        }

        @Override
        public void matches(String path, Json want, Json have, Owners owners) {
            if (!owners.isOurs() && !Sameness.isNothing(want) && !baseline.explainsUnowned(path)) {
                add(path, DriftKind.STOLEN, Optional.of(want), Optional.of(have), owners.stranger());
            }
        }

        @Override
        public void isLeftOver(String path, Json have, Manager ours) {
            if (!baseline.explains(path, Optional.of(have))) {
                add(path, DriftKind.CHANGED, Optional.empty(), Optional.of(have), Optional.of(ours));
            }
        }

        private void add(
                String path, DriftKind kind, Optional<Json> want, Optional<Json> have, Optional<Manager> manager) {
            drift.add(new FieldDrift(
                    path,
                    kind,
                    shown(path, want),
                    shown(path, have),
                    manager.map(Manager::name).orElse(""),
                    manager.map(Manager::operation).orElse(""),
                    manager.flatMap(Manager::at)));
        }

        private String shown(String path, Optional<Json> value) {
            boolean isHidden = isSecret && isValueOfSecret(path);
            return value.map(v -> fingerprints.show(v, isHidden)).orElse("");
        }
    }

    /// @return drift of an object that is gone
    public static FieldDrift deleted() {
        return new FieldDrift("", DriftKind.DELETED, "", "", "", "", Optional.empty());
    }

    /// @return true if values of this object are to be shown as fingerprints
    public static boolean isSecret(ResourceKey key) {
        return key.isSecret();
    }

    /// Annotations are included: `kubectl apply` keeps a copy of the whole object in one.
    public static boolean isValueOfSecret(String path) {
        return !path.startsWith("/metadata/labels") && !path.equals("/type") && !path.equals("/immutable");
    }
}
