package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.util.Optional;

/// Not suspended, and its last run, if it tells of one, succeeded. A run is late by being scheduled after the last
/// success while none is active.
final class CronJobRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        if (live.at("spec", "suspend").filter(new Json.Bool(true)::equals).isPresent()) {
            return Verdict.suspended("it is suspended");
        }
        Optional<String> scheduled = live.text("status", "lastScheduleTime");
        Optional<String> succeeded = live.text("status", "lastSuccessfulTime");
        boolean isActive = !live.items("status", "active").isEmpty();
        // times of the API server compare as text; before Kubernetes 1.21 there is no time of success to go by
        if (!isActive
                && scheduled.isPresent()
                && succeeded.isPresent()
                && scheduled.get().compareTo(succeeded.get()) > 0) {
            return Verdict.degraded("its last run, scheduled at " + scheduled.get() + ", did not succeed");
        }
        return Verdict.HEALTHY;
    }
}
