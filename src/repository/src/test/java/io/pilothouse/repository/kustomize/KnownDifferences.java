package io.pilothouse.repository.kustomize;

import java.util.Map;

/// Where ours differs from the reference on purpose.
final class KnownDifferences {
    /// By case of the corpus.
    static final Map<String, Difference> ALL = Map.ofEntries(
            refused("stricter/behaviour-that-does-not-exist", "PH-171", "there it counts as none"),
            refused("stricter/build-metadata-that-does-not-exist", "PH-171", "there it does nothing"),
            refused("stricter/delete-from-primitive-list", "PH-178", "there it stays in the object"),
            refused("stricter/duplicate-key-in-kustomization", "PH-111", "there the last one counts"),
            refused("stricter/env-line-without-name", "PH-176", "there the line is lost"),
            refused("stricter/literal-with-bad-key", "PH-176", "the API server refuses the key"),
            refused("stricter/path-without-slash", "PH-178", "there another field than the one meant is changed"),
            refused("stricter/retain-keys", "PH-178", "there it stays in the object"),
            refused("stricter/set-element-order", "PH-178", "there it stays in the object"));

    /// How a case differs.
    sealed interface Difference {
        /// Ours refuses what the reference builds.
        record Refused(String code, String why) implements Difference {}

        /// Ours builds something else.
        ///
        /// @param yaml what
        record Built(String why, String yaml) implements Difference {}
    }

    private KnownDifferences() {}

    private static Map.Entry<String, Difference> refused(String name, String code, String why) {
        return Map.entry(name, new Difference.Refused(code, why));
    }
}
