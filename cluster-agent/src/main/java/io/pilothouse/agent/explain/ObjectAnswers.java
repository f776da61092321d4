package io.pilothouse.agent.explain;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Explainer.Reply;
import io.pilothouse.agent.port.Explainer.Why;
import io.pilothouse.agent.port.Insight;
import io.pilothouse.agent.port.Insights;
import io.pilothouse.agent.port.Inspector;
import io.pilothouse.core.evidence.Culprit;
import io.pilothouse.core.evidence.WorkloadPods;
import io.pilothouse.core.explain.Events;
import io.pilothouse.core.explain.ObjectReport;
import io.pilothouse.core.explain.PlanExplanation;
import io.pilothouse.core.explain.PlannedObject;
import io.pilothouse.core.explain.Question;
import io.pilothouse.core.explain.Question.Aspect;
import io.pilothouse.core.explain.ShownObject;
import io.pilothouse.core.explain.Trial;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Planner;
import io.pilothouse.core.status.ObjectStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How one object is. Only objects of the application that is asked about are shown, so that whoever may look at an
/// application cannot look at the rest of the cluster.
final class ObjectAnswers {
    /// Longer objects are not shown.
    static final int MAX_LIVE = 1 << 20;

    private final Insights insights;
    private final Cluster cluster;
    private final Inspector inspector;
    private final Trials trials;

    ObjectAnswers(Insights insights, Cluster cluster, Inspector inspector, Trials trials) {
        this.insights = insights;
        this.cluster = cluster;
        this.inspector = inspector;
        this.trials = trials;
    }

    Reply answer(Insight insight, Question.OneObject question) {
        Optional<String> apiVersion = insight.objects().stream()
                .filter(object -> object.key().equals(question.object()))
                .map(ObjectStatus::apiVersion)
                .findFirst();
        if (apiVersion.isEmpty()) {
            return new Reply.Refused(
                    Why.NOT_FOUND,
                    question.application().path() + " has no object " + question.object() + ": neither does Git declare"
                            + " it there, nor was it applied before.");
        }
        return switch (cluster.look(question.object(), apiVersion.get())) {
            case Cluster.Look.Failed failed ->
                new Reply.Refused(Why.UNAVAILABLE, failed.failure().message());
            case Cluster.Look.Missing _ -> new Reply.Told(new Looking(insight, question, Optional.empty()).report());
            case Cluster.Look.Found found ->
                new Reply.Told(new Looking(insight, question, Optional.of(found.live())).report());
        };
    }

    /// Gathers what was asked for, and notes what could not be had.
    private final class Looking {
        private final Insight insight;
        private final Question.OneObject question;
        private final Optional<Json.Obj> live;
        private final List<String> notes = new ArrayList<>();

        Looking(Insight insight, Question.OneObject question, Optional<Json.Obj> live) {
            this.insight = insight;
            this.question = question;
            this.live = live;
        }

        ObjectReport report() {
            ResourceKey key = question.object();
            if (live.isEmpty()) {
                notes.add(key + " is not in the cluster.");
            }
            String text = has(Aspect.LIVE) ? text() : "";
            Optional<PlannedObject> planned = has(Aspect.CHANGES) ? planned() : Optional.empty();
            boolean needsPods = has(Aspect.LOGS) || has(Aspect.EVENTS);
            List<Json.Obj> pods = needsPods ? live.map(this::pods).orElse(List.of()) : List.of();
            return new ObjectReport(
                    question.application(),
                    key,
                    text,
                    planned,
                    has(Aspect.EVENTS)
                            ? live.map(object -> events(object, pods)).orElse(List.of())
                            : List.of(),
                    has(Aspect.LOGS) ? Culprit.among(pods).flatMap(this::log) : Optional.empty(),
                    notes);
        }

        private boolean has(Aspect aspect) {
            return question.aspects().contains(aspect);
        }

        private String text() {
            String text = live.map(object -> ShownObject.of(question.object(), object, insights.fingerprints())
                            .canonical())
                    .orElse("");
            if (text.length() > MAX_LIVE) {
                notes.add("The object is too large to show: " + text.length() + " characters.");
                return "";
            }
            return text;
        }

        private Optional<PlannedObject> planned() {
            return insight.input().flatMap(input -> {
                Plan plan = Planner.plan(input);
                Map<ResourceKey, Trial> tried = plan.steps()
                        .filter(step -> step.desired().key().equals(question.object()) && Trials.isTriable(step))
                        .findFirst()
                        .map(step -> Map.of(
                                question.object(),
                                trials.of(
                                        step.desired(),
                                        new Trials.Manner(
                                                insight.tenant(), input.policy().options(), insight.concessions()))))
                        .orElse(Map.of());
                return PlanExplanation.explain(plan, tried, insights.fingerprints()).stream()
                        .filter(object -> object.key().equals(question.object()))
                        .findFirst();
            });
        }

        private List<Json.Obj> pods(Json.Obj object) {
            if (question.object().kind().equals("Pod")) {
                return List.of(object);
            }
            Map<String, String> labels = WorkloadPods.labels(question.object(), object);
            return labels.isEmpty()
                    ? List.of()
                    : WorkloadPods.owned(
                            question.object(),
                            object,
                            all(inspector.pods(question.object().namespace(), labels)));
        }

        /// The object's own, and those of the first pod that is unwell.
        private List<ObjectReport.Event> events(Json.Obj object, List<Json.Obj> pods) {
            List<Json.Obj> events = new ArrayList<>(about(object));
            if (!question.object().kind().equals("Pod")) {
                WorkloadPods.worst(pods).ifPresent(pod -> events.addAll(about(pod)));
            }
            return Events.of(events);
        }

        private List<Json.Obj> about(Json.Obj object) {
            return all(inspector.events(
                    question.object().namespace(),
                    object.text("metadata", "uid").orElse("")));
        }

        private Optional<ObjectReport.LogTail> log(Culprit culprit) {
            return switch (inspector.log(
                    question.object().namespace(), culprit.pod(), culprit.container(), culprit.isPrevious())) {
                case Inspector.Seen.Nothing<String> nothing -> {
                    notes.add(nothing.message());
                    yield Optional.empty();
                }
                case Inspector.Seen.All<String> lines ->
                    Optional.of(new ObjectReport.LogTail(
                            culprit.pod(), culprit.container(), culprit.state(), culprit.isPrevious(), lines.items()));
            };
        }

        private List<Json.Obj> all(Inspector.Seen<Json.Obj> seen) {
            return switch (seen) {
                case Inspector.Seen.All<Json.Obj> all -> all.items();
                case Inspector.Seen.Nothing<Json.Obj> nothing -> {
                    notes.add(nothing.message());
                    yield List.of();
                }
            };
        }
    }
}
