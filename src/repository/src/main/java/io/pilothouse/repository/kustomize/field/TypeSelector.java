package io.pilothouse.repository.kustomize.field;

import io.pilothouse.repository.kustomize.resource.ResourceId;

/// Kinds of objects. A part that is empty matches everything.
public record TypeSelector(String group, String version, String kind) {
    public static final TypeSelector ANY = new TypeSelector("", "", "");

    public boolean selects(ResourceId id) {
        return isMatch(kind, id.kind()) && isMatch(group, id.group()) && isMatch(version, id.version());
    }

    /// @return true if what the other selects is among what this one selects
    boolean selects(TypeSelector other) {
        return isMatch(kind, other.kind) && isMatch(group, other.group) && isMatch(version, other.version);
    }

    /// @param written `Kind`, `Kind.version`, `Kind@group`, `Kind.version@group`, or `*`
    static TypeSelector parse(String written) {
        if (written.equals("*")) {
            return ANY;
        }
        int at = written.indexOf('@');
        String type = at < 0 ? written : written.substring(0, at);
        int dot = type.indexOf('.');
        return new TypeSelector(
                at < 0 ? "" : written.substring(at + 1),
                dot < 0 ? "" : type.substring(dot + 1),
                dot < 0 ? type : type.substring(0, dot));
    }

    /// @return the id of nothing but this kind
    ResourceId asId() {
        return new ResourceId(group, version, kind, "", "");
    }

    private static boolean isMatch(String wanted, String is) {
        return wanted.isEmpty() || wanted.equals(is);
    }
}
