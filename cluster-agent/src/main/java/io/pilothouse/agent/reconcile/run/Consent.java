package io.pilothouse.agent.reconcile.run;

import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.object.Target;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.plan.Approval;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.PlanHash;
import io.pilothouse.core.plan.Planner;
import io.pilothouse.core.plan.Prune;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Takes a person's word for the deletions of exactly the plan that the person saw. Belongs to the application's owner.
final class Consent {
    private final ApplicationKey key;
    private final Context context;
    private final ObjectTable table;
    private final Target target;

    Consent(ApplicationKey key, Context context, ObjectTable table, Target target) {
        this.key = key;
        this.context = context;
        this.table = table;
        this.target = target;
    }

    /// What came of it.
    ///
    /// @param isTaken it counts from now on
    /// @param objection one sentence: why something is kept all the same, or why it does not count
    record Answer(boolean isTaken, Optional<String> objection) {
        private static Answer refused(String why) {
            return new Answer(false, Optional.of(why));
        }
    }

    /// @param hash of the plan that was seen
    Answer give(String hash) {
        if (!target.isKnown()) {
            return Answer.refused("There is no plan yet: wait until the application was read.");
        }
        Plan current = Planner.plan(target.input());
        Digest now = PlanHash.of(key, current, context.fingerprints());
        if (!now.hex().equals(hash)) {
            return Answer.refused(
                    "The plan is another by now: look at the current one, whose hash is " + now.hex() + ".");
        }
        // what was allowed before and is not deleted yet stays allowed
        Set<Approval> allowed = new HashSet<>(table.approvals());
        held(current)
                .flatMap(
                        hold -> table
                                .live(hold.entry().key())
                                .map(live -> new Approval(
                                        hold.entry().key(), live.observed().uid()))
                                .stream())
                .forEach(allowed::add);
        target.approve(allowed);
        Optional<Prune.Hold> left = held(Planner.plan(target.input())).findFirst();
        return new Answer(
                true,
                left.map(hold -> hold.entry().key() + " is kept whatever anybody approves: " + hold.reason() + "."));
    }

    private static Stream<Prune.Hold> held(Plan plan) {
        return plan.prunes().stream()
                .flatMap(prune -> prune instanceof Prune.Hold hold ? Stream.of(hold) : Stream.empty());
    }
}
