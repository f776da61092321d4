package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns what an API server refuses into outcomes with one sentence each. What it says about a Secret is read but never
/// repeated, because it may quote the secret.
final class Failures {
    private static final Pattern MANAGER = Pattern.compile("conflict with \"([^\"]+)\"");
    private static final int MOST = 600;

    private final ResourceKey subject;
    private final Api.Reply.Answer answer;
    private final URI server;
    /// The API server's words, to be understood, not repeated.
    private final String words;
    /// ` (the API server's words)`, or nothing.
    private final String said;

    private Failures(ResourceKey subject, Api.Reply.Answer answer, URI server) {
        this.subject = subject;
        this.answer = answer;
        this.server = server;
        this.words =
                answer.body().text("message").orElse("").replaceAll("\\s+", " ").strip();
        this.said = words.isEmpty() || isSecret() ? "" : " (" + shortened(words) + ")";
    }

    /// @param subject what was asked for, as the beginning of a sentence
    static StepOutcome.Failure of(ResourceKey subject, Api.Reply.Answer answer, URI server) {
        return new Failures(subject, answer, server).outcome();
    }

    private StepOutcome.Failure outcome() {
        return switch (answer.status()) {
            case 401 ->
                new StepOutcome.Unreachable(
                        Codes.CREDENTIALS,
                        "The API server at " + server + " does not accept the agent's credentials: the token may have"
                                + " expired; renew it in the kubeconfig.",
                        Duration.ZERO);
            case 403 -> forbidden();
            case 404 -> notFound();
            case 409 -> conflict();
            case 413 ->
                rejected(Codes.TOO_LARGE, subject + " is larger than the API server takes" + said + "; divide it.");
            case 422, 400, 415, 405 -> invalid();
            case 429 ->
                new StepOutcome.Unreachable(
                        Codes.THROTTLED,
                        isByWebhook()
                                ? "An admission webhook asks for patience with " + subject + said
                                        + "; the agent comes again by itself."
                                : "The API server at " + server
                                        + " asks for patience (429); the agent comes again by itself.",
                        answer.retryAfter());
            default ->
                answer.status() / 100 == 5
                        ? serverError()
                        : rejected(
                                Codes.REJECTED, subject + " was answered with status " + answer.status() + said + ".");
        };
    }

    private StepOutcome.Failure forbidden() {
        if (hasCause("NamespaceTerminating") || words.contains("because it is being terminated")) {
            return rejected(
                    Codes.TERMINATING,
                    subject + " cannot be applied because namespace " + subject.namespace()
                            + " is being deleted; the agent applies it again when the namespace is back.");
        }
        if (words.contains("exceeded quota")) {
            return rejected(
                    Codes.QUOTA, subject + " is over the namespace's quota" + said + "; raise the quota or lower it.");
        }
        if (isByWebhook()) {
            return rejected(Codes.REJECTED, subject + " was refused by an admission webhook" + said + ".");
        }
        return new StepOutcome.Forbidden(
                Codes.FORBIDDEN,
                "The agent itself lacks a right on " + subject + said
                        + "; give its ServiceAccount the right to do so.");
    }

    private StepOutcome.Failure notFound() {
        if (answer.body().text("details", "kind").orElse("").equals("namespaces") || words.contains("namespaces \"")) {
            return rejected(
                    Codes.NO_NAMESPACE,
                    subject + " cannot be applied because namespace " + subject.namespace()
                            + " does not exist; declare it under infra/, or let the application create it"
                            + " (createNamespace).");
        }
        return rejected(
                Codes.UNKNOWN_KIND,
                subject + " cannot be applied because the cluster does not serve its kind any more.");
    }

    private StepOutcome.Failure conflict() {
        List<StepOutcome.Conflict.Owned> fields = new ArrayList<>();
        for (Json.Obj cause : causes()) {
            if (cause.text("reason").orElse("").equals("FieldManagerConflict")) {
                Matcher manager = MANAGER.matcher(cause.text("message").orElse(""));
                fields.add(new StepOutcome.Conflict.Owned(
                        cause.text("field").orElse(""), manager.find() ? manager.group(1) : "another manager"));
            }
        }
        if (fields.isEmpty()) {
            // the object changed between two steps of the API server's own
            return new StepOutcome.Unreachable(
                    Codes.UNREACHABLE,
                    subject + " is being changed by somebody else at the same time" + said + ".",
                    Duration.ZERO);
        }
        String first = fields.get(0).field() + " to " + fields.get(0).manager();
        String more = fields.size() > 1 ? " and " + (fields.size() - 1) + " more" : "";
        return new StepOutcome.Conflict(
                Codes.CONFLICT,
                subject + " was not applied because field " + first + more
                        + " belongs to another manager than pilothouse; take the field out of Git, or make the other"
                        + " manager give it up.",
                fields);
    }

    private StepOutcome.Failure invalid() {
        if (words.contains("immutable")
                || words.contains("may not change")
                || words.contains("are forbidden")
                || words.contains("is forbidden from being changed")
                || words.contains("updates to ")) {
            return rejected(
                    Codes.IMMUTABLE, subject + " cannot be changed" + said + "; " + Immutable.wayOut(subject) + ".");
        }
        if (words.contains("Too long") || words.contains("Request entity too large") || words.contains("too large")) {
            return rejected(Codes.TOO_LARGE, subject + " is larger than the cluster takes" + said + "; divide it.");
        }
        if (isByWebhook()) {
            return rejected(
                    Codes.REJECTED,
                    subject + " was refused by an admission webhook" + said + fields() + "; correct the manifest.");
        }
        return rejected(
                Codes.REJECTED,
                subject + " was refused by the API server" + said + fields() + "; correct the manifest.");
    }

    private StepOutcome.Failure serverError() {
        // before Kubernetes 1.23 a manifest that does not fit its schema is an internal error
        if (words.contains("typed patch object")
                || words.contains("not declared in schema")
                || words.contains("unable to convert")
                || words.contains("cannot unmarshal")) {
            return rejected(
                    Codes.REJECTED,
                    subject + " does not fit the schema of its kind" + said + "; correct the manifest.");
        }
        if (words.contains("request is too large")) {
            return rejected(
                    Codes.TOO_LARGE, subject + " is larger than the cluster's storage takes" + said + "; divide it.");
        }
        if (words.contains("failed calling") && words.contains("webhook")) {
            return new StepOutcome.Unreachable(
                    Codes.WEBHOOK,
                    subject + " waits for an admission webhook that does not answer" + said
                            + "; repair the webhook's service, or remove its configuration.",
                    answer.retryAfter());
        }
        String reason = answer.body().text("reason").orElse("");
        return new StepOutcome.Unreachable(
                Codes.UNREACHABLE,
                "The API server failed on " + subject + " with status " + answer.status()
                        + (reason.isEmpty() ? "" : " " + reason) + said + "; the agent tries again by itself.",
                answer.retryAfter());
    }

    private static StepOutcome.Rejected rejected(String code, String message) {
        return new StepOutcome.Rejected(code, message);
    }

    private static String shortened(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }

    /// For a Secret, which fields are wrong is all that can be said. The names of its entries are not values, but
    /// what a webhook calls a field may be anything.
    private String fields() {
        if (!isSecret() || isByWebhook()) {
            return "";
        }
        List<String> fields = causes().stream()
                .map(cause -> cause.text("field").orElse("?") + " "
                        + cause.text("reason").orElse(""))
                .toList();
        return fields.isEmpty() ? "" : " (" + shortened(String.join(", ", fields)) + ")";
    }

    private List<Json.Obj> causes() {
        return answer.body().items("details", "causes").stream()
                .filter(Json.Obj.class::isInstance)
                .map(Json.Obj.class::cast)
                .toList();
    }

    private boolean hasCause(String reason) {
        return causes().stream()
                .anyMatch(cause -> cause.text("reason").orElse("").equals(reason));
    }

    private boolean isByWebhook() {
        return words.contains("admission webhook");
    }

    private boolean isSecret() {
        return subject.kind().equals("Secret") && subject.group().isEmpty();
    }
}
