package io.pilothouse.agent.kube;

/// Whether writes are done as the accounts of [io.pilothouse.core.rights.Writer].
public enum Impersonation {
    /// Every write of an application's object is done as a ServiceAccount; the agent needs no right to write.
    REQUIRED,
    /// Every write is done as whoever the agent's kubeconfig is for, so that nothing keeps a folder out of other
    /// namespaces but the repository's own rules. For a cluster without RBAC.
    NONE
}
