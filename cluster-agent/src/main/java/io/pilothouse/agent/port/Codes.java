package io.pilothouse.agent.port;

/// Every reason code of the engine. A code keeps its meaning for ever: people search for it at night.
public final class Codes {
    /// Drift was found and the policy is not to correct it.
    public static final String DRIFT = "PH-301";
    /// Somebody keeps changing what we keep correcting.
    public static final String FIGHT = "PH-302";
    /// Objects do not match Git, and nothing is being done about it yet.
    public static final String PENDING = "PH-303";

    /// Another field manager owns what Git declares.
    public static final String CONFLICT = "PH-310";
    /// The API server refuses the object as it is.
    public static final String REJECTED = "PH-311";
    /// The agent lacks a permission.
    public static final String FORBIDDEN = "PH-312";
    /// The cluster does not know the kind.
    public static final String UNKNOWN_KIND = "PH-313";
    /// The object's namespace is being deleted.
    public static final String TERMINATING = "PH-314";
    /// An admission webhook does not answer.
    public static final String WEBHOOK = "PH-315";
    /// A field that cannot be changed once set is to be changed.
    public static final String IMMUTABLE = "PH-316";
    /// The object's namespace does not exist.
    public static final String NO_NAMESPACE = "PH-317";
    /// A quota is used up.
    public static final String QUOTA = "PH-318";
    /// What the object depends on was not applied.
    public static final String DEPENDENCY = "PH-319";

    /// The API server does not answer.
    public static final String UNREACHABLE = "PH-320";
    /// The API server does not accept the agent's credentials.
    public static final String CREDENTIALS = "PH-321";
    /// The API server asks for patience.
    public static final String THROTTLED = "PH-322";
    /// The API server's certificate is not trusted.
    public static final String CERTIFICATE = "PH-323";
    /// The kubeconfig cannot be used.
    public static final String KUBECONFIG = "PH-324";

    /// Deletions wait for somebody's decision.
    public static final String APPROVAL = "PH-330";
    /// An object did not become healthy in time.
    public static final String UNHEALTHY = "PH-340";
    /// Two applications declare the same object.
    public static final String DUPLICATE = "PH-350";
    /// The application waits for a command.
    public static final String MANUAL = "PH-360";
    /// An operator stopped it.
    public static final String SUSPENDED = "PH-361";
    /// It waits for the infra layer.
    public static final String INFRA = "PH-362";
    /// The inventory cannot be read or written.
    public static final String INVENTORY = "PH-370";

    private Codes() {}
}
