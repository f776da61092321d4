package io.pilothouse.testkit.cluster;

import java.util.regex.Pattern;

/// A control plane's version, as far as its flags and its APIs depend on it.
public record KubernetesVersion(int major, int minor) {
    private static final Pattern PATTERN = Pattern.compile("v(\\d+)\\.(\\d+)");

    /// Reads what `kube-apiserver --version` prints: `Kubernetes v1.20.2`.
    public static KubernetesVersion parse(String text) {
        var found = PATTERN.matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException(
                    "no version in \"" + text.strip() + "\"; expected \"Kubernetes v1.20.2\"");
        }
        return new KubernetesVersion(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
    }

    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
