package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/// Turns what can go wrong into outcomes with one sentence each. What the API server says about a Secret is left
/// out, because it may quote the secret.
final class Failures {
    private static final Pattern MANAGER = Pattern.compile("conflict with \"([^\"]+)\"");

    private Failures() {}

    static StepOutcome.Unreachable stopped() {
        return new StepOutcome.Unreachable(Codes.UNREACHABLE, "The agent is stopping.", Duration.ZERO);
    }

    static StepOutcome.Unreachable silent(URI server, Duration timeout) {
        return new StepOutcome.Unreachable(
                Codes.UNREACHABLE,
                "The API server at " + server + " did not answer within " + timeout.toSeconds()
                        + " s: check its load and the network; the agent tries again by itself.",
                Duration.ZERO);
    }

    static StepOutcome.Unreachable garbled(URI server) {
        return new StepOutcome.Unreachable(
                Codes.UNREACHABLE,
                "What answers at " + server + " is not a Kubernetes API server, or its answer was cut off: check the"
                        + " address and any proxy in between.",
                Duration.ZERO);
    }

    static StepOutcome.Unreachable unreachable(URI server, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return new StepOutcome.Unreachable(Codes.CERTIFICATE, certificate(server, cause), Duration.ZERO);
            }
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return no(server, "its host name cannot be resolved; check the address and DNS");
            }
            if (cause instanceof HttpTimeoutException) {
                return no(server, "it did not answer in time; check its load and the network");
            }
            if (cause instanceof ConnectException) {
                return no(server, "the connection was refused; check that it runs and that the address is right");
            }
        }
        return no(server, "the connection broke; check the network");
    }

    private static StepOutcome.Unreachable no(URI server, String why) {
        return new StepOutcome.Unreachable(
                Codes.UNREACHABLE,
                "The API server at " + server + " does not answer: " + why + "; the agent tries again by itself.",
                Duration.ZERO);
    }

    private static String certificate(URI server, Throwable cause) {
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (said.contains("received fatal alert")) {
            return "The API server at " + server
                    + " refuses the agent's client certificate: it may have expired; renew it" + " in the kubeconfig.";
        }
        return "The certificate of the API server at " + server
                + " cannot be trusted: check certificate-authority-data in the kubeconfig and the certificate's dates.";
    }

    /// @param subject what was asked for, as the beginning of a sentence
    static StepOutcome.Failure of(ResourceKey subject, Api.Reply.Answer answer, URI server) {
        Json.Obj body = answer.body();
        String said = said(subject, body);
        String reason = body.text("reason").orElse("");
        return switch (answer.status()) {
            case 401 ->
                new StepOutcome.Unreachable(
                        Codes.CREDENTIALS,
                        "The API server at " + server + " does not accept the agent's credentials: the token may have"
                                + " expired; renew it in the kubeconfig.",
                        Duration.ZERO);
            case 403 -> forbidden(subject, body, said);
            case 404 -> notFound(subject, body, said);
            case 409 -> conflict(subject, body, said);
            case 422, 400, 413, 415, 405 -> rejected(subject, body, said);
            case 429 ->
                new StepOutcome.Unreachable(
                        Codes.THROTTLED,
                        "The API server at " + server + " asks for patience (429); the agent comes again by itself.",
                        answer.retryAfter());
            case 500, 503 -> serverError(subject, reason, said, answer);
            default ->
                answer.status() / 100 == 5
                        ? serverError(subject, reason, said, answer)
                        : new StepOutcome.Rejected(
                                Codes.REJECTED, subject + " was answered with status " + answer.status() + said + ".");
        };
    }

    private static StepOutcome.Failure forbidden(ResourceKey subject, Json.Obj body, String said) {
        boolean isTerminating = body.items("details", "causes").stream()
                .anyMatch(cause -> cause instanceof Json.Obj obj
                        && obj.text("reason").orElse("").equals("NamespaceTerminating"));
        if (isTerminating || said.contains("because it is being terminated")) {
            return new StepOutcome.Rejected(
                    Codes.TERMINATING,
                    subject + " cannot be applied because namespace " + subject.namespace()
                            + " is being deleted; the agent applies it again when the namespace is back.");
        }
        if (said.contains("exceeded quota")) {
            return new StepOutcome.Rejected(
                    Codes.QUOTA, subject + " is over the namespace's quota" + said + "; raise the quota or lower it.");
        }
        if (said.contains("admission webhook")) {
            return new StepOutcome.Rejected(Codes.REJECTED, subject + " was refused" + said + ".");
        }
        return new StepOutcome.Forbidden(
                Codes.FORBIDDEN,
                "The agent may not write " + subject + said + "; give its ServiceAccount the right to do so.");
    }

    private static StepOutcome.Failure notFound(ResourceKey subject, Json.Obj body, String said) {
        if (body.text("details", "kind").orElse("").equals("namespaces") || said.contains("namespaces \"")) {
            return new StepOutcome.Rejected(
                    Codes.NO_NAMESPACE,
                    subject + " cannot be applied because namespace " + subject.namespace()
                            + " does not exist; declare it under infra/.");
        }
        return new StepOutcome.Rejected(
                Codes.UNKNOWN_KIND,
                subject + " cannot be applied because the cluster does not serve its kind any more.");
    }

    private static StepOutcome.Failure conflict(ResourceKey subject, Json.Obj body, String said) {
        List<StepOutcome.Conflict.Owned> fields = new ArrayList<>();
        for (Json item : body.items("details", "causes")) {
            if (item instanceof Json.Obj cause
                    && cause.text("reason").orElse("").equals("FieldManagerConflict")) {
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
                subject + " was not applied because " + "field " + first + more
                        + " belongs to another manager than pilothouse; take the field out of Git, or make the other"
                        + " manager give it up.",
                fields);
    }

    private static StepOutcome.Failure rejected(ResourceKey subject, Json.Obj body, String said) {
        if (said.contains("immutable")
                || said.contains("may not change")
                || said.contains("are forbidden")
                || said.contains("updates to ")) {
            return new StepOutcome.Rejected(
                    Codes.IMMUTABLE,
                    subject + " cannot be changed" + said
                            + "; give it another name, or delete it in the cluster so that" + " it is created anew.");
        }
        return new StepOutcome.Rejected(
                Codes.REJECTED,
                subject + " was refused by the API server" + said + causes(subject, body) + "; correct the manifest.");
    }

    private static StepOutcome.Failure serverError(
            ResourceKey subject, String reason, String said, Api.Reply.Answer answer) {
        // before Kubernetes 1.23 a manifest that does not fit its schema is an internal error
        if (said.contains("typed patch object")
                || said.contains("not declared in schema")
                || said.contains("unable to convert")
                || said.contains("cannot unmarshal")) {
            return new StepOutcome.Rejected(
                    Codes.REJECTED,
                    subject + " does not fit the schema of its kind" + said + "; correct the manifest.");
        }
        if (said.contains("failed calling") && said.contains("webhook")) {
            return new StepOutcome.Unreachable(
                    Codes.WEBHOOK,
                    subject + " waits for an admission webhook that does not answer" + said
                            + "; repair the webhook's service, or remove its configuration.",
                    answer.retryAfter());
        }
        return new StepOutcome.Unreachable(
                Codes.UNREACHABLE,
                "The API server failed on " + subject + " with status " + answer.status()
                        + (reason.isEmpty() ? "" : " " + reason) + said + "; the agent tries again by itself.",
                answer.retryAfter());
    }

    /// @return ` (the API server's words)`, or nothing
    private static String said(ResourceKey subject, Json.Obj body) {
        if (isSecret(subject)) {
            return "";
        }
        String message = body.text("message").orElse("").replaceAll("\\s+", " ").strip();
        if (message.isEmpty()) {
            return "";
        }
        return " (" + (message.length() <= 600 ? message : message.substring(0, 600) + "…") + ")";
    }

    private static String causes(ResourceKey subject, Json.Obj body) {
        if (!isSecret(subject)) {
            return "";
        }
        List<String> fields = new ArrayList<>();
        for (Json item : body.items("details", "causes")) {
            if (item instanceof Json.Obj cause) {
                fields.add(cause.text("field").orElse("?") + " "
                        + cause.text("reason").orElse(""));
            }
        }
        return fields.isEmpty() ? "" : " (" + String.join(", ", fields) + ")";
    }

    private static boolean isSecret(ResourceKey subject) {
        return subject.kind().equals("Secret") && subject.group().isEmpty();
    }
}
