package io.pilothouse.agent;

import io.pilothouse.agent.journal.JournalLimits;
import io.pilothouse.agent.kube.Impersonation;
import io.pilothouse.agent.kube.KubeSettings;
import io.pilothouse.repository.git.GitCredentials;
import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.repository.helm.store.ChartSettings;
import io.pilothouse.repository.settings.Settings;
import io.pilothouse.repository.settings.SettingsException;
import io.pilothouse.repository.settings.SettingsFile;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.tls.PeerName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything an agent can be told. What is not a matter of taste is not here.
///
/// @param cluster the cluster's name: of its folder in the fleet repository and of its certificate
/// @param state folder of the clone, the journal and the memory of commands; for one agent
/// @param desired where what is desired comes from
/// @param hub empty to work without one
/// @param kubernetes the API server
/// @param status where `/metrics`, `/livez` and `/readyz` are served; port 0 takes a free one
/// @param pace how much it does at once, and how much it says
/// @param effective each setting with its value and where it is from, for the log; no secrets
public record AgentConfig(
        String cluster,
        Path state,
        Desired desired,
        Optional<Hub> hub,
        KubeSettings kubernetes,
        InetSocketAddress status,
        Pace pace,
        List<String> effective) {
    /// Environment variables that begin so override the file: `PILOTHOUSE_AGENT_REPOSITORY_URL`.
    public static final String ENVIRONMENT = "PILOTHOUSE_AGENT";

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int WORKERS = 16;

    /// @param address where the hub listens
    /// @param identity folder with `identity.key`, `identity.crt` and `ca.crt`
    public record Hub(HubAddress address, Path identity) {}

    /// Where what is desired comes from.
    ///
    /// @param repository the fleet repository
    /// @param charts the chart repositories that the fleet repository may name
    /// @param interval how often Git is asked without being told
    public record Desired(GitSettings repository, List<ChartSettings.Repository> charts, Duration interval) {
        public Desired {
            charts = List.copyOf(charts);
        }
    }

    /// How much it does at once, and how much it says.
    ///
    /// @param workers applications that run at once
    /// @param isQuotingLogs the last lines of a failing container's log may be reported; they are whatever it
    ///     writes
    /// @param journal bounds of the report journal
    public record Pace(int workers, boolean isQuotingLogs, JournalLimits journal) {
        private static final Pace DEFAULT = new Pace(WORKERS, true, JournalLimits.DEFAULT);
    }

    public AgentConfig {
        effective = List.copyOf(effective);
    }

    /// @return a configuration with everything else at its default: no hub, the pod's own API server, a free
    ///     loopback port for its status
    public static AgentConfig of(String cluster, Path state, String repositoryUrl) {
        return new AgentConfig(
                cluster,
                state,
                new Desired(GitSettings.of(repositoryUrl, "main", state), List.of(), INTERVAL),
                Optional.empty(),
                KubeSettings.inCluster(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Pace.DEFAULT,
                List.of());
    }

    /// Reads a settings file; the environment wins.
    ///
    /// @throws SettingsException with one sentence that names file, line, key and remedy
    public static AgentConfig load(Path file, Map<String, String> environment) throws SettingsException {
        return read(SettingsFile.read(file, ENVIRONMENT, environment));
    }

    /// Reads the environment alone.
    public static AgentConfig load(Map<String, String> environment) throws SettingsException {
        return read(SettingsFile.none(ENVIRONMENT, environment));
    }

    private static AgentConfig read(Settings settings) throws SettingsException {
        String cluster = settings.text("cluster");
        Path state = settings.path("state");
        GitSettings repository = AgentRepository.read(settings, state);
        List<ChartSettings.Repository> charts = AgentRepository.charts(settings);
        Duration interval =
                settings.duration("repository.interval", INTERVAL, Duration.ofSeconds(1), Duration.ofHours(1));
        Optional<Hub> hub = hub(settings);
        KubeSettings kubernetes = kubernetes(settings);
        InetSocketAddress status = listen(settings);
        int workers = settings.integer("workers", WORKERS, 1, 256);
        boolean isQuotingLogs = settings.flag("health.logs", true);
        JournalLimits journal = new JournalLimits(
                settings.integer("journal.maxReports", JournalLimits.DEFAULT.maxReports(), 100, 1_000_000),
                settings.size("journal.maxSize", JournalLimits.DEFAULT.maxBytes(), 4L << 20, 4L << 30),
                JournalLimits.DEFAULT.segmentBytes());
        settings.finish();
        if (!PeerName.VALID_NAME.matcher(cluster).matches()) {
            throw settings.refuse(
                    "cluster",
                    "must be the name of a folder under fleet/clusters, such as prod-eu-1: lower-case letters, digits,"
                            + " '-' and '.'");
        }
        Optional<String> problem = repository.problem();
        if (problem.isPresent()) {
            throw settings.refuse("repository.url", "and what stands beside it cannot work: " + problem.get());
        }
        return new AgentConfig(
                cluster,
                state,
                new Desired(repository, charts, interval),
                hub,
                kubernetes,
                status,
                new Pace(workers, isQuotingLogs, journal),
                settings.effective());
    }

    private static Optional<Hub> hub(Settings settings) throws SettingsException {
        Optional<String> address = settings.optionalText("hub.address");
        Optional<Path> identity = settings.optionalPath("hub.identity");
        if (address.isEmpty() && identity.isEmpty()) {
            return Optional.empty();
        }
        if (address.isEmpty()) {
            throw settings.refuse("hub.address", "is missing; give host:port, or remove \"hub\" to work without one");
        }
        if (identity.isEmpty()) {
            throw settings.refuse(
                    "hub.identity",
                    "is missing; give the folder that \"pilothouse hub issue-agent\" wrote, or remove \"hub\" to work"
                            + " without one");
        }
        try {
            return Optional.of(new Hub(HubAddress.parse(address.get()), identity.get()));
        } catch (IllegalArgumentException e) {
            throw settings.refuse("hub.address", "cannot be used: " + e.getMessage());
        }
    }

    private static KubeSettings kubernetes(Settings settings) throws SettingsException {
        Optional<Path> kubeconfig = settings.optionalPath("kubernetes.kubeconfig");
        Optional<String> context = settings.optionalText("kubernetes.context");
        if (context.isPresent() && kubeconfig.isEmpty()) {
            throw settings.refuse("kubernetes.context", "needs \"kubernetes.kubeconfig\", whose context it is");
        }
        String impersonation = settings.text("kubernetes.impersonation", "required");
        if (!impersonation.equals("required") && !impersonation.equals("none")) {
            throw settings.refuse(
                    "kubernetes.impersonation",
                    "must be required, so that objects are written as ServiceAccounts of their namespaces, or none, so"
                            + " that they are written with the agent's own rights");
        }
        return new KubeSettings(
                kubeconfig,
                context,
                settings.text("kubernetes.namespace", KubeSettings.DEFAULT_NAMESPACE),
                settings.integer("maxInFlight", KubeSettings.DEFAULT_IN_FLIGHT, 1, 256),
                settings.duration(
                        "kubernetes.timeout",
                        KubeSettings.DEFAULT_TIMEOUT,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5)),
                impersonation.equals("none") ? Impersonation.NONE : Impersonation.REQUIRED);
    }

    private static InetSocketAddress listen(Settings settings) throws SettingsException {
        String listen = settings.text("status.listen", "127.0.0.1:8089");
        int colon = listen.lastIndexOf(':');
        String host = colon < 0 ? "" : listen.substring(0, colon).replaceAll("^\\[|\\]$", "");
        String port = listen.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw settings.refuse(
                    "status.listen", "must be address:port, such as 127.0.0.1:8089; port 0 takes a free one");
        }
        InetSocketAddress address = host.isEmpty()
                ? new InetSocketAddress(Integer.parseInt(port))
                : new InetSocketAddress(host, Integer.parseInt(port));
        if (address.isUnresolved()) {
            throw settings.refuse("status.listen", "names an address that this machine does not know");
        }
        return address;
    }

    /// @return the fleet repository
    public GitSettings repository() {
        return desired.repository();
    }

    /// @return the chart repositories that the fleet repository may name
    public List<ChartSettings.Repository> charts() {
        return desired.charts();
    }

    /// @return how often Git is asked without being told
    public Duration interval() {
        return desired.interval();
    }

    public AgentConfig withHub(HubAddress address, Path identity) {
        Hub other = new Hub(address, identity);
        return new AgentConfig(cluster, state, desired, Optional.of(other), kubernetes, status, pace, effective);
    }

    /// @param context empty text for the file's current one
    public AgentConfig withKubeconfig(Path kubeconfig, String context) {
        return withKubernetes(KubeSettings.of(kubeconfig, context));
    }

    public AgentConfig withKubernetes(KubeSettings other) {
        return new AgentConfig(cluster, state, desired, hub, other, status, pace, effective);
    }

    public AgentConfig withInterval(Duration other) {
        return with(new Desired(repository(), charts(), other));
    }

    public AgentConfig withRepository(GitSettings other) {
        return with(new Desired(other, charts(), interval()));
    }

    private AgentConfig with(Desired other) {
        return new AgentConfig(cluster, state, other, hub, kubernetes, status, pace, effective);
    }

    /// Accepts `file:` URLs and Git servers on this machine.
    public AgentConfig withLocalRepositoryAllowed() {
        return withRepository(repository().withLocalAllowed());
    }

    public AgentConfig withCredentials(GitCredentials credentials) {
        return withRepository(repository().withCredentials(credentials));
    }

    public AgentConfig withStatus(InetSocketAddress other) {
        return new AgentConfig(cluster, state, desired, hub, kubernetes, other, pace, effective);
    }
}
