package io.pilothouse.core.plan;

import io.pilothouse.core.hook.HookKey;

/// One object of an application in a plan.
public sealed interface Step {
    Desired desired();

    /// It is not there.
    record Create(Desired desired) implements Step {}

    /// It differs, or was never compared.
    record Update(Desired desired) implements Step {}

    /// It is as declared, or is there where no more than that is asked for: costs no request.
    record Unchanged(Desired desired) implements Step {}

    /// It is made at its moment of the run and has to come to a good end before the run goes on.
    record Hook(Desired desired, HookKey hook) implements Step {}

    default boolean isWrite() {
        return !(this instanceof Unchanged);
    }
}
