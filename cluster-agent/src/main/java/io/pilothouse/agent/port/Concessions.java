package io.pilothouse.agent.port;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.policy.ApplicationPolicy;

/// What of an application is left to others, as of one instant. Never changes, so any thread may ask.
public interface Concessions {
    /// Leaves nothing to others.
    Concessions NONE = new Concessions() {
        @Override
        public Manifest sent(Desired object, Json.Obj live) {
            return object.manifest();
        }

        @Override
        public Concessions under(ApplicationPolicy policy) {
            return this;
        }
    };

    /// @param live the object as it is
    /// @return what an apply would send, so that what is left to others stays as it is
    Manifest sent(Desired object, Json.Obj live);

    /// @return the same under another policy, such as that of another commit
    Concessions under(ApplicationPolicy policy);
}
