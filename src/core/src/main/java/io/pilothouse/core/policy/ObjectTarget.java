package io.pilothouse.core.policy;

import io.pilothouse.core.manifest.ResourceKey;

/// Which objects a rule is about. Each part is a text in which `*` stands for anything; an empty part matches
/// everything.
///
/// @param group API group; `core` for Kubernetes' own group without a name
/// @param kind such as `Deployment`
/// @param namespace of the object
/// @param name of the object
public record ObjectTarget(String group, String kind, String namespace, String name) {
    /// Every object.
    public static final ObjectTarget ALL = new ObjectTarget("", "", "", "");

    public boolean matches(ResourceKey key) {
        return matches(group.equals("core") ? "" : group, group.equals("core"), key.group())
                && matches(kind, false, key.kind())
                && matches(namespace, false, key.namespace())
                && matches(name, false, key.name());
    }

    private static boolean matches(String pattern, boolean isEmptyMeant, String text) {
        return pattern.isEmpty() ? !isEmptyMeant || text.isEmpty() : Glob.matches(pattern, text);
    }
}
