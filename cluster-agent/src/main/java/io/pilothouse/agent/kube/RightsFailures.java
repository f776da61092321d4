package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.rights.Identity;
import io.pilothouse.core.rights.RightsManifests;
import io.pilothouse.core.rights.Writer;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says which right is missing, whose it is and where to give it: the agent's to act as an account, or that account's
/// to write.
final class RightsFailures {
    private static final Pattern VERB =
            Pattern.compile("cannot ([a-z]+) resource \"([^\"]+)\" in API group \"([^\"]*)\"");

    private RightsFailures() {}

    static StepOutcome.Failure of(Identity identity, ResourceKey subject, Api.Reply.Answer answer, URI server) {
        String words = answer.body().text("message").orElse("");
        Matcher missing = VERB.matcher(words);
        if (!missing.find()) {
            // a webhook, a quota, a namespace on its way out; or escalation, which the API server explains well itself
            return Failures.of(subject, answer, server);
        }
        if (missing.group(1).equals("impersonate")) {
            return new StepOutcome.Forbidden(Codes.NO_ACCOUNT, mayNotAct(identity));
        }
        String what =
                missing.group(1) + " " + missing.group(2) + (missing.group(3).isEmpty() ? "" : "." + missing.group(3));
        String where = subject.isNamespaced() ? "in namespace " + subject.namespace() : "in the whole cluster";
        return new StepOutcome.Forbidden(
                Codes.FORBIDDEN,
                subject + " was not applied, because ServiceAccount " + identity + " may not " + what + " " + where
                        + ": grant it with a " + (subject.isNamespaced() ? "Role" : "ClusterRole")
                        + " if it should, or move the object to an application that may.");
    }

    static String mayNotAct(Identity identity) {
        boolean isUsual = identity.serviceAccount().equals(Writer.APPLIER)
                || identity.serviceAccount().equals(Writer.INFRA_APPLIER);
        return "The agent may not act as ServiceAccount " + identity.serviceAccount() + " in namespace "
                + identity.namespace() + ": "
                + (isUsual
                        ? "apply what \"pilothouse agent rights\" prints for it (RoleBinding "
                                + RightsManifests.IMPERSONATE + " is missing)."
                        : "grant the agent's ServiceAccount the verb impersonate on it with a Role in that namespace.");
    }
}
