package io.pilothouse.repository.kustomize.resource;

import io.pilothouse.core.json.Json;

/// By what a kustomization tells objects apart. Every part may be empty.
///
/// @param group the API group, empty for the core group
/// @param version the version in the group
/// @param kind the kind
/// @param name `metadata.name`
/// @param namespace `metadata.namespace`, as written
public record ResourceId(String group, String version, String kind, String name, String namespace) {
    /// What stands for the namespace of objects that have none.
    private static final String NOWHERE = "_non_namespaceable_";

    /// @return the id of an object as it stands
    public static ResourceId of(Json.Obj object) {
        return of(
                object.text("apiVersion").orElse(""),
                object.text("kind").orElse(""),
                object.text("metadata", "name").orElse(""),
                object.text("metadata", "namespace").orElse(""));
    }

    /// @param apiVersion `group/version`, or a version of the core group
    public static ResourceId of(String apiVersion, String kind, String name, String namespace) {
        int slash = apiVersion.indexOf('/');
        return new ResourceId(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                kind,
                name,
                namespace);
    }

    /// @return `group/version`, or the version alone for the core group
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /// @return true for kinds of Kubernetes' own that live in no namespace, in the versions that the reference
    ///     knows
    public boolean isClusterScoped() {
        return ClusterKinds.contains(apiVersion(), kind);
    }

    /// @return the namespace for comparisons: never empty, `default` where none is written
    public String effectiveNamespace() {
        if (isClusterScoped()) {
            return NOWHERE;
        }
        return namespace.isEmpty() ? "default" : namespace;
    }

    /// @return true if both are of the same group, version and kind
    public boolean hasTypeOf(ResourceId other) {
        return kind.equals(other.kind) && group.equals(other.group) && version.equals(other.version);
    }

    /// @return true if both are in the same namespace, where none counts as `default`
    public boolean hasNamespaceOf(ResourceId other) {
        return effectiveNamespace().equals(other.effectiveNamespace());
    }

    /// @return true if both mean the same object: equal but for how its namespace is written
    public boolean isSameAs(ResourceId other) {
        return name.equals(other.name) && hasTypeOf(other) && hasNamespaceOf(other);
    }

    /// @param selector parts of it that are empty match everything
    public boolean isSelectedBy(ResourceId selector) {
        return (selector.name.isEmpty() || selector.name.equals(name))
                && (selector.namespace.isEmpty() || hasNamespaceOf(selector))
                && hasTypeSelectedBy(selector);
    }

    /// @param selector its group, version and kind match everything where they are empty
    public boolean hasTypeSelectedBy(ResourceId selector) {
        return (selector.group.isEmpty() || selector.group.equals(group))
                && (selector.version.isEmpty() || selector.version.equals(version))
                && (selector.kind.isEmpty() || selector.kind.equals(kind));
    }

    /// @return for people: `Deployment.v1.apps shop/storefront`
    @Override
    public String toString() {
        String type = kind + (version.isEmpty() ? "" : "." + version) + (group.isEmpty() ? "" : "." + group);
        return type + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
