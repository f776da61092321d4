package io.pilothouse.core.application;

/// The folder an application comes from. `infra` may hold anything and is applied before `app`.
public enum Layer {
    INFRA,
    APP;

    /// @return the folder's name: `infra` or `app`
    public String folder() {
        return this == INFRA ? "infra" : "app";
    }
}
