package io.pilothouse.agent.port;

import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;

/// What one application may do in a cluster. Every change of its objects is asked for here, and so is done as its
/// account: there is no way to change them as the agent. Calls block, are safe from any thread, and none throws for
/// what a cluster can do.
public interface Tenant {

    /// Brings one object to what Git declares, as field manager `pilothouse`.
    ///
    /// @param isForced overrule whoever owns the fields, because the caller knows that only people's edits do;
    ///     people's edits are overruled anyway where nobody else's field is in the way
    StepOutcome apply(Manifest manifest, ApplyMode mode, boolean isForced);

    /// Asks what [#apply] would do, with the API server's own defaults, rules and webhooks. Changes nothing.
    Trial dryRun(Manifest manifest, ApplyMode mode);

    /// Deletes one object with what it owns, if it still has this UID.
    StepOutcome delete(ResourceKey key, String apiVersion, String uid);

    /// Makes the application's namespace where there is none, with what its account needs in it. This alone is done
    /// as the infra layer's account, because an account cannot make the namespace it lives in. A namespace that is
    /// there is left as it is.
    StepOutcome createNamespace();
}
