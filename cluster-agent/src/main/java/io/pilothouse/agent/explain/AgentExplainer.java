package io.pilothouse.agent.explain;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Explainer;
import io.pilothouse.agent.port.Insight;
import io.pilothouse.agent.port.Insights;
import io.pilothouse.agent.port.Inspector;
import io.pilothouse.agent.port.Source;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.explain.Question;
import io.pilothouse.core.slice.NearestName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Answers questions: asks the application's owner what it knows, and the cluster for the rest. So many at once,
/// however many ways there are to ask.
public final class AgentExplainer implements Explainer {
    private static final int AT_ONCE = 4;
    private static final Duration RESERVE = Duration.ofMillis(200);

    private final Insights insights;
    private final PlanAnswers plans;
    private final ObjectAnswers objects;
    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    public AgentExplainer(Insights insights, Source source, Cluster cluster, Inspector inspector, InstantSource clock) {
        this.insights = insights;
        Trials trials = new Trials(cluster);
        this.plans = new PlanAnswers(insights, source, cluster, trials, clock);
        this.objects = new ObjectAnswers(insights, cluster, inspector, trials);
    }

    @Override
    public Reply explain(Question question, Duration within) throws InterruptedException {
        Deadline deadline = Deadline.in(within);
        if (!permits.tryAcquire(deadline.left(RESERVE).toNanos(), TimeUnit.NANOSECONDS)) {
            return new Reply.Refused(
                    Why.TOO_MUCH, "The agent is answering " + AT_ONCE + " questions already: try again in a moment.");
        }
        try {
            return answer(question, deadline);
        } finally {
            permits.release();
        }
    }

    private Reply answer(Question question, Deadline deadline) throws InterruptedException {
        ApplicationKey application = question.application();
        SortedMap<ApplicationKey, ?> known = insights.applications();
        if (!known.containsKey(application)) {
            return new Reply.Refused(
                    Why.NOT_FOUND,
                    "There is no application " + application.path() + " in cluster " + application.cluster() + "."
                            + NearestName.hint(
                                    application.path(),
                                    known.keySet().stream()
                                            .map(ApplicationKey::path)
                                            .toList()));
        }
        Optional<Insight> insight = insights.application(application, deadline.left(RESERVE));
        if (insight.isEmpty()) {
            return new Reply.Refused(
                    Why.UNAVAILABLE,
                    application.path() + " is busy applying and does not answer yet: try again in a moment.");
        }
        return switch (question) {
            case Question.Plan plan -> plans.answer(insight.get(), plan.revision(), deadline);
            case Question.OneObject object -> objects.answer(insight.get(), object);
        };
    }
}
