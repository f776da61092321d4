package io.pilothouse.core.rights;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;

/// Who an application's objects are written as.
public sealed interface Writer {
    /// Writes for a namespace's folder, unless the folder names another account of the same namespace.
    String APPLIER = "pilothouse-applier";
    /// Writes for the infra layer. Lives in the agent's namespace.
    String INFRA_APPLIER = "pilothouse-infra-applier";
    /// The agent itself: reads, keeps its inventory, writes nothing else.
    String AGENT = "pilothouse-agent";

    /// As this account.
    record As(Identity identity) implements Writer {}

    /// As nobody: the repository asks for an account that it may not have.
    ///
    /// @param message one sentence
    record Refused(String message) implements Writer {}

    /// An application writes only as an account of its own namespace. The agent's namespace has no tenants, because
    /// whoever could choose an account there could choose the infra layer's.
    ///
    /// @param serviceAccount what the application's policy names; empty for the usual one
    /// @param agentNamespace where the agent keeps its inventory
    static Writer of(ApplicationKey application, String serviceAccount, String agentNamespace) {
        boolean isInfra = application.layer() == Layer.INFRA;
        if (!isInfra && application.namespace().equals(agentNamespace)) {
            return new Refused(application.path() + " is not applied, because namespace " + agentNamespace
                    + " is the agent's own; move the folder to another namespace, or declare it below infra/.");
        }
        String usual = isInfra ? INFRA_APPLIER : APPLIER;
        String name = serviceAccount.isEmpty() ? usual : serviceAccount;
        if (!Identity.isName(name)) {
            return new Refused(application.path() + " is not applied, because its serviceAccount is not the name of a"
                    + " ServiceAccount; use lower-case letters, digits, '-' and '.', or leave it out for " + usual
                    + ".");
        }
        if (isInfra && name.equals(AGENT)) {
            return new Refused(application.path() + " is not applied, because its serviceAccount " + AGENT
                    + " is the agent itself, which writes nothing; leave it out for " + usual + ".");
        }
        return new As(new Identity(isInfra ? agentNamespace : application.namespace(), name));
    }
}
