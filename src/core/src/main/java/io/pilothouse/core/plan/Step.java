package io.pilothouse.core.plan;

/// One object of an application in a plan.
public sealed interface Step {
    Desired desired();

    /// It is not there.
    record Create(Desired desired) implements Step {}

    /// It differs, or was never compared.
    record Update(Desired desired) implements Step {}

    /// It is as declared: costs no request.
    record Unchanged(Desired desired) implements Step {}

    default boolean isWrite() {
        return !(this instanceof Unchanged);
    }
}
