package io.pilothouse.agent.local;

import io.pilothouse.agent.port.Explainer;
import io.pilothouse.agent.port.Insights;
import io.pilothouse.agent.status.StatusAnswers;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.ApplicationNames;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.explain.ObjectReport;
import io.pilothouse.core.explain.PlanJson;
import io.pilothouse.core.explain.PlanReport;
import io.pilothouse.core.explain.PlanText;
import io.pilothouse.core.explain.Question;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Puts what is asked on the machine to the agent, and the answer into the form that was asked for.
public final class LocalAnswers {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private final Insights insights;
    private final StatusAnswers status;
    private final Explainer explainer;

    public LocalAnswers(Insights insights, StatusAnswers status, Explainer explainer) {
        this.insights = insights;
        this.status = status;
        this.explainer = explainer;
    }

    /// There is no answer; the message says why in a sentence.
    static final class UnansweredException extends Exception {
        private static final long serialVersionUID = 1;

        UnansweredException(String message) {
            super(message);
        }
    }

    /// @return lines, without line ends
    List<String> answer(LocalRequest request) throws UnansweredException, InterruptedException {
        Optional<ApplicationKey> only =
                request.application().isEmpty() ? Optional.empty() : Optional.of(application(request.application()));
        return switch (request.what()) {
            case STATUS -> request.isJson() ? List.of(status.json(only).canonical()) : status.text(only);
            case PLAN -> plans(request, only);
        };
    }

    private ApplicationKey application(String path) throws UnansweredException {
        List<ApplicationKey> known = List.copyOf(insights.applications().keySet());
        for (ApplicationKey key : known) {
            if (key.path().equals(path)) {
                return key;
            }
        }
        List<String> paths = known.stream().map(ApplicationKey::path).toList();
        throw new UnansweredException("There is no application \"" + path + "\" in this cluster."
                + NearestName.hint(path, paths) + (paths.isEmpty() ? " It has none yet." : ""));
    }

    private List<String> plans(LocalRequest request, Optional<ApplicationKey> only)
            throws UnansweredException, InterruptedException {
        if (!request.revision().isEmpty() && !COMMIT.matcher(request.revision()).matches()) {
            throw new UnansweredException("\"" + request.revision()
                    + "\" is not a commit id: give all of its 40 hexadecimal digits (git rev-parse prints them).");
        }
        if (only.isPresent()) {
            PlanReport plan = plan(only.get(), request.revision());
            return request.isJson() ? List.of(PlanJson.of(plan).canonical()) : PlanText.of(plan);
        }
        List<String> text = new ArrayList<>();
        List<Json> json = new ArrayList<>();
        List<ApplicationKey> nothing = new ArrayList<>();
        for (ApplicationKey key : insights.applications().keySet()) {
            try {
                PlanReport plan = plan(key, request.revision());
                json.add(PlanJson.of(plan));
                if (plan.isNothing()) {
                    nothing.add(key);
                    continue;
                }
                text.addAll(PlanText.of(plan));
            } catch (UnansweredException e) {
                // one application without a plan does not keep the others' from whoever asks
                text.add(key.path() + ": " + e.getMessage());
                json.add(Json.ofTexts(
                        java.util.Map.of("application", key.path(), "error", String.valueOf(e.getMessage()))));
            }
            text.add("");
        }
        text.add("A sync would change nothing in " + nothing.size() + " of " + json.size() + " applications"
                + (nothing.isEmpty() ? "." : ": " + ApplicationNames.of(nothing) + "."));
        return request.isJson() ? List.of(new Json.Arr(json).canonical()) : text;
    }

    private PlanReport plan(ApplicationKey application, String revision)
            throws UnansweredException, InterruptedException {
        return switch (explainer.explain(new Question.Plan(application, new Revision(revision)), WITHIN)) {
            case Explainer.Reply.Refused refused -> throw new UnansweredException(refused.message());
            case Explainer.Reply.Told told ->
                switch (told.answer()) {
                    case PlanReport plan -> plan;
                    case ObjectReport _ -> throw new IllegalStateException("a plan was asked for");
                };
        };
    }
}
