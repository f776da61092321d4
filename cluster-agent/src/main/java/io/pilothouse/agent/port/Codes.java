package io.pilothouse.agent.port;

/// Every reason code of the engine. A code keeps its meaning for ever: people search for it at night.
public final class Codes {
    /// Drift was found and the policy is not to correct it.
    public static final String DRIFT = "PH-301";
    /// Somebody keeps changing what we keep correcting.
    public static final String FIGHT = "PH-302";
    /// Objects do not match Git, and nothing is being done about it yet.
    public static final String PENDING = "PH-303";
    /// The last day of an ignore entry is over.
    public static final String IGNORE_ENDED = "PH-304";

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

    /// The agent may not act as the account that an application's objects are written as.
    public static final String NO_ACCOUNT = "PH-220";
    /// An object is larger than a cluster takes.
    public static final String TOO_LARGE = "PH-325";

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
    /// A hook failed, is late, or cannot be made.
    public static final String HOOK = "PH-341";
    /// A hook is under way.
    public static final String HOOK_RUNNING = "PH-342";
    /// Two applications declare the same object.
    public static final String DUPLICATE = "PH-350";
    /// The application waits for a command.
    public static final String MANUAL = "PH-360";
    /// An operator stopped it.
    public static final String SUSPENDED = "PH-361";
    /// It waits for the infra layer.
    public static final String INFRA = "PH-362";
    /// Its windows are closed.
    public static final String WINDOW = "PH-363";
    /// It waits for an application that it depends on.
    public static final String DEPENDS = "PH-364";
    /// What an application depends on is missing, or depends on it in turn.
    public static final String ORDER = "PH-367";
    /// It failed as often as it may be tried.
    public static final String RETRIES = "PH-365";
    /// An operator stopped its run.
    public static final String CANCELLED = "PH-366";
    /// The inventory cannot be read or written.
    public static final String INVENTORY = "PH-370";
    /// The agent does not hold the cluster's lease, so that it writes nothing.
    public static final String STANDING_BY = "PH-371";

    private Codes() {}
}
