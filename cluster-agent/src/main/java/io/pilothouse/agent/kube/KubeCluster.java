package io.pilothouse.agent.kube;

import io.pilothouse.agent.inventory.Inventories;
import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Inspector;
import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.LeaseStore;
import io.pilothouse.agent.port.LiveSink;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.agent.port.Witness;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.rights.Identity;
import io.pilothouse.core.rights.Writer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real cluster. Opening it reads the kubeconfig only; whether the API server answers is found out by asking.
public final class KubeCluster implements Cluster, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KubeCluster.class);

    private final Connection connection;
    private final KubeSettings settings;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Api api;
    private final Kinds kinds;
    private final Cooldown cooldown;
    private final Inventories inventories;
    private final Map<KindName, KindWatch> watches = new ConcurrentHashMap<>();
    private volatile Optional<LiveSink> sink = Optional.empty();

    private KubeCluster(Connection connection, KubeSettings settings) {
        this.connection = connection;
        this.settings = settings;
        this.api = new Api(connection, settings);
        this.kinds = new Kinds(api, System::nanoTime, random);
        this.cooldown = new Cooldown(System::nanoTime, random);
        this.inventories = new Inventories(new ConfigMaps(api, settings.namespace()), JsonReader::read);
    }

    public static KubeCluster open(KubeSettings settings) throws KubeconfigException {
        KubeCluster cluster = new KubeCluster(Connection.open(settings), settings);
        if (settings.impersonation() == Impersonation.NONE) {
            LOG.warn("Objects are written with the agent's own rights, because the setting kubernetes.impersonation is"
                + " none: nothing but the repository's rules keeps an application out of other namespaces. Apply what"
                + " \"pilothouse agent rights\" prints and take the setting out");
        }
        return cluster;
    }

    /// Every write asks from now on whether it may be sent.
    public void fence(BooleanSupplier mayWrite) {
        api.fence(mayWrite);
    }

    /// @return where agents agree which of them may write; itself behind no fence
    public LeaseStore leases() {
        return new KubeLeases(new Api(connection, settings), settings.namespace());
    }

    @Override
    public Facts facts() {
        ResourceKey asked = new ResourceKey("", "Namespace", "", "kube-system");
        return switch (api.get("/api/v1/namespaces/kube-system")) {
            case Api.Reply.NoAnswer none -> new Facts.Unknown(none.failure());
            case Api.Reply.Answer answer
            when answer.isSuccess() ->
                switch (api.get("/version")) {
                    case Api.Reply.NoAnswer none -> new Facts.Unknown(none.failure());
                    case Api.Reply.Answer version ->
                        new Facts.Known(
                                answer.body().text("metadata", "uid").orElse(""),
                                version.body().text("gitVersion").orElse(""));
                };
            case Api.Reply.Answer answer -> new Facts.Unknown(Failures.of(asked, answer, connection.server()));
        };
    }

    @Override
    public Tenant as(ApplicationKey application, String serviceAccount) {
        return switch (Writer.of(application, serviceAccount, settings.namespace())) {
            case Writer.Refused refused -> new RefusedTenant(refused.message());
            case Writer.As as -> tenant(as.identity(), application.namespace());
        };
    }

    private TenantClient tenant(Identity identity, String namespace) {
        return new TenantClient(
                api,
                kinds,
                cooldown,
                random,
                identity,
                () -> new NewNamespace(namespace, settings.namespace(), api, infra()).make());
    }

    /// Who makes namespaces. It makes none for itself: an infra application's objects are in many or in none.
    private TenantClient infra() {
        Identity identity = new Identity(settings.namespace(), Writer.INFRA_APPLIER);
        return new TenantClient(api, kinds, cooldown, random, identity, () -> NewNamespace.notFor(Layer.INFRA));
    }

    @Override
    public Look look(ResourceKey key, String apiVersion) {
        return switch (kinds.resolve(new KindName(apiVersion, key.kind()))) {
            case Kinds.Answer.Unknown unknown -> new Look.Failed(unknown.failure());
            case Kinds.Answer.NotServed _ -> new Look.Missing();
            case Kinds.Answer.Moved moved -> look(moved.resource(), key);
            case Kinds.Answer.Served served -> look(served.resource(), key);
        };
    }

    private Look look(Kinds.Resource resource, ResourceKey key) {
        return switch (api.get(resource.of(key))) {
            case Api.Reply.NoAnswer none -> new Look.Failed(none.failure());
            case Api.Reply.Answer answer when answer.isSuccess() -> new Look.Found(answer.body());
            case Api.Reply.Answer answer
            when answer.isKindGone() -> {
                kinds.forget(resource.kind());
                yield new Look.Missing();
            }
            case Api.Reply.Answer answer when answer.status() == 404 -> new Look.Missing();
            case Api.Reply.Answer answer -> new Look.Failed(Failures.of(key, answer, connection.server()));
        };
    }

    @Override
    public void watchInto(LiveSink target) {
        sink = Optional.of(target);
    }

    @Override
    public void watch(KindName kind) {
        LiveSink target = sink.orElseThrow(() -> new IllegalStateException("watchInto comes first"));
        watches.computeIfAbsent(kind, name -> {
            KindWatch watch = new KindWatch(api, kinds, name, target, random);
            Thread.ofVirtual().name("watch-" + name.kind()).start(watch);
            return watch;
        });
    }

    @Override
    public void relist() {
        watches.values().forEach(KindWatch::relist);
    }

    @Override
    public void kindMayExist(String group) {
        kinds.expect(group);
        watches.values().stream()
                .filter(watch -> watch.kind().group().equals(group))
                .forEach(KindWatch::wake);
    }

    /// @return looks at the same cluster for people who ask
    public Inspector inspector() {
        return new KubeInspector(api, KubeInspector.Bounds.PEOPLE);
    }

    @Override
    public InventoryStore inventories() {
        return inventories;
    }

    /// @return who tells more of what does not work
    public Witness witness() {
        return new KubeWitness(api);
    }

    @Override
    public void close() {
        watches.values().forEach(KindWatch::close);
        connection.close();
    }
}
