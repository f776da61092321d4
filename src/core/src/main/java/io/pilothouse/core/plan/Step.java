package io.pilothouse.core.plan;

import io.pilothouse.core.manifest.Manifest;

/// One object of an application in a plan.
public sealed interface Step {
    Manifest manifest();

    /// It is not there.
    record Create(Manifest manifest) implements Step {}

    /// It differs, or was never compared.
    record Update(Manifest manifest) implements Step {}

    /// It is as declared: costs no request.
    record Unchanged(Manifest manifest) implements Step {}

    default boolean isWrite() {
        return !(this instanceof Unchanged);
    }
}
