package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.port.RunSteps;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;

/// Remembers the first steps of a run, and how many there were: enough to see what it did, and never a memory that
/// grows with the application. Belongs to the application's owner.
final class Steps {
    private static final int MOST = 50;

    private final List<RunSteps.RunStep> first = new ArrayList<>();
    private int more;

    void clear() {
        first.clear();
        more = 0;
    }

    void applied(ResourceKey object, boolean isCreated, boolean isChanged) {
        note(object, isCreated ? "created" : isChanged ? "configured" : "unchanged", "");
    }

    void made(ResourceKey hook) {
        note(hook, "made", "");
    }

    void deleted(ResourceKey object) {
        note(object, "deleted", "");
    }

    void failed(ResourceKey object, StepOutcome.Failure failure) {
        note(object, "failed", failure.code());
    }

    private void note(ResourceKey object, String outcome, String code) {
        if (first.size() < MOST) {
            first.add(new RunSteps.RunStep(object, outcome, code));
        } else {
            more++;
        }
    }

    RunSteps soFar() {
        return new RunSteps(first, more);
    }
}
