package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.reconcile.health.EvidenceDesk;
import io.pilothouse.agent.reconcile.health.HealthMeans;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.report.Overview;
import java.util.function.Consumer;

/// What an application's owner has around it: what all of them share, and where what concerns several of them goes.
///
/// @param means what health is judged by
/// @param evidence gathers more about what fails
/// @param ended called when an application has gone for good
record Surroundings(
        Context context,
        LiveRouter router,
        Overview overview,
        HealthMeans means,
        EvidenceDesk evidence,
        Consumer<ApplicationOwner> ended) {}
