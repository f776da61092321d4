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
        return pattern.isEmpty() ? !isEmptyMeant || text.isEmpty() : matches(pattern, text);
    }

    /// Greedy matching with one step back: the longest beginning of the text that the last star may swallow grows
    /// until the rest fits, so that no pattern takes more than the product of both lengths.
    private static boolean matches(String pattern, String text) {
        int at = 0;
        int star = -1;
        int swallowed = 0;
        int here = 0;
        while (here < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                swallowed = here;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(here)) {
                at++;
                here++;
            } else if (star >= 0) {
                at = star + 1;
                here = ++swallowed;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
