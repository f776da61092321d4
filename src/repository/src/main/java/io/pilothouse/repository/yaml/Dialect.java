package io.pilothouse.repository.yaml;

/// What unquoted words mean. All else is the same in both.
public enum Dialect {
    /// As `kubectl apply` reads a manifest: `yes`, `no`, `on`, `off`, `y` and `n` are true or false.
    KUBERNETES,

    /// As Kustomize reads resources and strategic merge patches: those words are text, which `kubectl apply -k`
    /// then sends as text.
    KUSTOMIZE
}
