package io.pilothouse.repository.helm;

import io.pilothouse.core.json.Json;
import java.util.Locale;
import java.util.Set;

/// What Helm makes of an object's `helm.sh/hook` annotation.
enum Hook {
    /// An object like others.
    NONE,
    /// Run at some moment of a release's life.
    HOOK,
    /// Run when somebody tests the release.
    TEST,
    /// Of a kind that Helm does not know, such as Helm 2's `crd-install`: Helm passes over such an object.
    UNKNOWN;

    private static final Set<String> KNOWN = Set.of(
            "pre-install",
            "post-install",
            "pre-delete",
            "post-delete",
            "pre-upgrade",
            "post-upgrade",
            "pre-rollback",
            "post-rollback",
            "test",
            "test-success");

    static Hook of(Json.Obj object) {
        String annotation =
                object.text("metadata", "annotations", "helm.sh/hook").orElse("");
        if (object.object("metadata", "annotations").get("helm.sh/hook").isEmpty()) {
            return NONE;
        }
        boolean isTest = false;
        for (String written : annotation.split(",", -1)) {
            String event = written.strip().toLowerCase(Locale.ROOT);
            if (!KNOWN.contains(event)) {
                return UNKNOWN;
            }
            isTest |= event.startsWith("test");
        }
        return isTest ? TEST : HOOK;
    }
}
