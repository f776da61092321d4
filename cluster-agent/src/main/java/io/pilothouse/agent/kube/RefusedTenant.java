package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.agent.port.Trial;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;

/// An application that asks for an account that it may not have: nothing is sent for it.
///
/// @param message one sentence that says why
record RefusedTenant(String message) implements Tenant {
    @Override
    public StepOutcome apply(Manifest manifest, ApplyMode mode, boolean isForced) {
        return refusal();
    }

    @Override
    public Trial dryRun(Manifest manifest, ApplyMode mode) {
        return new Trial.Refused(refusal());
    }

    @Override
    public StepOutcome delete(ResourceKey key, String apiVersion, String uid) {
        return refusal();
    }

    @Override
    public StepOutcome createNamespace() {
        return refusal();
    }

    private StepOutcome.Forbidden refusal() {
        return new StepOutcome.Forbidden(Codes.NO_ACCOUNT, message);
    }
}
