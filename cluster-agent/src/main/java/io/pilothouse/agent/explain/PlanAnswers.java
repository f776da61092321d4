package io.pilothouse.agent.explain;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Explainer.Reply;
import io.pilothouse.agent.port.Explainer.Why;
import io.pilothouse.agent.port.Insight;
import io.pilothouse.agent.port.Insights;
import io.pilothouse.agent.port.Source;
import io.pilothouse.agent.port.SourceUnusableException;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.explain.PlanExplanation;
import io.pilothouse.core.explain.PlanReport;
import io.pilothouse.core.explain.PlannedObject;
import io.pilothouse.core.explain.Trial;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Evidence;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.PlanHash;
import io.pilothouse.core.plan.Planner;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.slice.SliceEntry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a sync of an application would do, now or at another commit. The plan is the engine's own, made by the same
/// function from what the application's owner knows; only then the API server is asked what it would make of it.
final class PlanAnswers {
    private final Insights insights;
    private final Source source;
    private final Cluster cluster;
    private final Trials trials;
    private final InstantSource clock;

    PlanAnswers(Insights insights, Source source, Cluster cluster, Trials trials, InstantSource clock) {
        this.insights = insights;
        this.source = source;
        this.cluster = cluster;
        this.trials = trials;
        this.clock = clock;
    }

    /// @param insight of the application, from its owner
    Reply answer(Insight insight, Revision revision, Deadline deadline) throws InterruptedException {
        if (insight.input().isEmpty() && !revision.isKnown()) {
            return new Reply.Refused(
                    Why.UNAVAILABLE,
                    "There is no plan for " + insight.status().key().path() + " yet: "
                            + (insight.status().message().isEmpty()
                                    ? "nothing was assigned to it."
                                    : insight.status().message()));
        }
        if (!revision.isKnown()) {
            Planner.Input input = insight.input().orElseThrow();
            return told(
                    insight,
                    input,
                    new Trials.Manner(insight.tenant(), input.policy().options(), insight.concessions()),
                    deadline);
        }
        try {
            Slice slice = source.slice(revision);
            return at(slice, insight, deadline);
        } catch (SourceUnusableException e) {
            return new Reply.Refused(
                    Why.NOT_FOUND, "There is no plan for commit " + revision.abbreviated() + ": " + e.getMessage());
        }
    }

    private Reply told(Insight insight, Planner.Input input, Trials.Manner manner, Deadline deadline)
            throws InterruptedException {
        Plan plan = Planner.plan(input);
        Map<ResourceKey, Trial> tried = trials.of(plan, manner, deadline);
        long triable = plan.steps().filter(Trials::isTriable).count();
        List<PlannedObject> objects = PlanExplanation.explain(plan, tried, insights.fingerprints());
        return new Reply.Told(new PlanReport(
                input.application(),
                input.revision(),
                input.inventory().applied(),
                PlanHash.of(input.application(), plan, insights.fingerprints()).hex(),
                insight.waiting(),
                (int) triable - tried.size(),
                clock.instant(),
                objects));
    }

    private Reply at(Slice slice, Insight insight, Deadline deadline) throws InterruptedException {
        ApplicationKey application = insight.status().key();
        Optional<SliceEntry> entry = Optional.ofNullable(slice.applications().get(application));
        if (entry.isEmpty()) {
            return new Reply.Refused(
                    Why.NOT_FOUND,
                    "Commit " + slice.revision().abbreviated() + " has no application " + application.path() + ".");
        }
        return switch (source.render(slice, entry.get())) {
            case Rendering.Refused refused ->
                new Reply.Refused(
                        Why.UNAVAILABLE,
                        application.path() + " cannot be read at commit "
                                + slice.revision().abbreviated() + ": "
                                + refused.errors().getFirst().origin() + ": "
                                + refused.errors().getFirst().message());
            case Rendering.Rendered rendered ->
                told(
                        insight,
                        input(slice, rendered, insight),
                        new Trials.Manner(
                                cluster.as(application, rendered.policy().serviceAccount()),
                                rendered.policy().sync().options(),
                                insight.concessions().under(rendered.policy())),
                        deadline);
        };
    }

    private Planner.Input input(Slice slice, Rendering.Rendered rendered, Insight insight) {
        ApplicationKey application = rendered.key();
        Planner.Input known = insight.input()
                .orElseThrow(() -> new IllegalStateException("an owner without an assignment has no inventory"));
        List<Desired> desired = rendered.manifests().stream()
                .map(manifest -> Desired.of(manifest, application, insights.fingerprints()))
                .toList();
        return new Planner.Input(
                application,
                slice.revision(),
                rendered.policy().sync(),
                desired,
                known.observed(),
                known.inventory(),
                new Evidence(
                        "",
                        introduced -> source.isAncestor(introduced, slice.revision()),
                        new Elsewhere(slice, application)::declaredBy));
    }

    /// Who else declares an object at that commit. Renders the other applications only if something would be
    /// deleted.
    private final class Elsewhere {
        private final Slice slice;
        private final ApplicationKey except;
        private Optional<Map<ResourceKey, ApplicationKey>> declared = Optional.empty();

        Elsewhere(Slice slice, ApplicationKey except) {
            this.slice = slice;
            this.except = except;
        }

        Optional<ApplicationKey> declaredBy(ResourceKey object) {
            if (declared.isEmpty()) {
                declared = Optional.of(render());
            }
            return Optional.ofNullable(declared.get().get(object));
        }

        private Map<ResourceKey, ApplicationKey> render() {
            Map<ResourceKey, ApplicationKey> found = new HashMap<>();
            for (SliceEntry entry : slice.applications().values()) {
                if (!entry.key().equals(except) && source.render(slice, entry) instanceof Rendering.Rendered rendered) {
                    for (Manifest manifest : rendered.manifests()) {
                        found.putIfAbsent(manifest.key(), entry.key());
                    }
                }
            }
            return found;
        }
    }
}
