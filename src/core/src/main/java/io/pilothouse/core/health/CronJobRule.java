package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.time.Instant;
import java.util.Optional;

/// Not suspended, and its last run, if it tells of one, succeeded. A run has failed when it was scheduled after the
/// last success while none is active: the controller notes the success in the same write with which it lets go of the
/// job.
final class CronJobRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        if (live.at("spec", "suspend").filter(new Json.Bool(true)::equals).isPresent()) {
            return Verdict.suspended("it is suspended");
        }
        Optional<Instant> scheduled = Writes.time(live, "status", "lastScheduleTime");
        Optional<Instant> succeeded = Writes.time(live, "status", "lastSuccessfulTime");
        boolean isActive = !live.items("status", "active").isEmpty();
        boolean isFailed = !isActive
                && scheduled.isPresent()
                && succeeded.map(scheduled.get()::isAfter).orElse(true);
        return isFailed
                ? Verdict.degraded("its last run, scheduled at " + scheduled.get() + ", did not succeed")
                : Verdict.HEALTHY;
    }
}
