package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.LiveSink;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.Witness;
import io.pilothouse.core.drift.Manager;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// A real cluster. Opening it reads the kubeconfig only; whether the API server answers is found out by asking.
public final class KubeCluster implements Cluster, AutoCloseable {
    private final Connection connection;
    private final Api api;
    private final Kinds kinds;
    private final ConfigMapStore store;
    private final Map<KindName, KindWatch> watches = new ConcurrentHashMap<>();
    private volatile Optional<LiveSink> sink = Optional.empty();

    private KubeCluster(Connection connection, KubeSettings settings) {
        this.connection = connection;
        this.api = new Api(connection, settings);
        this.kinds = new Kinds(api);
        this.store = new ConfigMapStore(api, settings.namespace());
    }

    public static KubeCluster open(KubeSettings settings) throws KubeconfigException {
        return new KubeCluster(Connection.open(settings), settings);
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
    public StepOutcome apply(Manifest manifest, boolean isForced) {
        return switch (kinds.resolve(KindName.of(manifest))) {
            case Kinds.Answer.Unknown unknown -> unknown.failure();
            case Kinds.Answer.NotServed not -> kinds.failure(manifest.key(), not);
            case Kinds.Answer.Served served -> apply(served.resource(), manifest, isForced);
        };
    }

    private StepOutcome apply(Kinds.Resource resource, Manifest manifest, boolean isForced) {
        StepOutcome outcome = patch(resource, manifest, isForced);
        // a person's edit gives way to Git; anybody else has to be asked by a person
        boolean isOverruled = !isForced
                && outcome instanceof StepOutcome.Conflict conflict
                && conflict.fields().stream().allMatch(field -> Manager.isHandEdit(field.manager()));
        return isOverruled ? patch(resource, manifest, true) : outcome;
    }

    private StepOutcome patch(Kinds.Resource resource, Manifest manifest, boolean isForced) {
        // Strict makes newer API servers refuse misspelt fields instead of dropping them; older ones do not know it
        String path = resource.of(manifest.key()) + "?fieldManager=" + Manager.OURS + "&force=" + isForced
                + "&fieldValidation=Strict";
        return switch (api.apply(path, manifest.content())) {
            case Api.Reply.NoAnswer none -> none.failure();
            case Api.Reply.Answer answer
            when answer.isSuccess() -> new StepOutcome.Applied(answer.status() == 201, answer.body());
            case Api.Reply.Answer answer -> Failures.of(manifest.key(), answer, connection.server());
        };
    }

    @Override
    public StepOutcome delete(ResourceKey key, String apiVersion, String uid) {
        Json.Obj options = Json.ofTexts(
                        Map.of("apiVersion", "v1", "kind", "DeleteOptions", "propagationPolicy", "Foreground"))
                .with("preconditions", Json.ofTexts(Map.of("uid", uid)));
        return switch (kinds.resolve(new KindName(apiVersion, key.kind()))) {
            case Kinds.Answer.Unknown unknown -> unknown.failure();
            case Kinds.Answer.NotServed _ -> new StepOutcome.Deleted();
            case Kinds.Answer.Served served ->
                switch (api.delete(served.resource().of(key), options)) {
                    case Api.Reply.NoAnswer none -> none.failure();
                    case Api.Reply.Answer answer
                    when answer.isSuccess() || answer.status() == 404 -> new StepOutcome.Deleted();
                    // another object has the name by now: ours is gone
                    case Api.Reply.Answer answer when answer.status() == 409 -> new StepOutcome.Deleted();
                    case Api.Reply.Answer answer -> Failures.of(key, answer, connection.server());
                };
        };
    }

    @Override
    public Look look(ResourceKey key, String apiVersion) {
        return switch (kinds.resolve(new KindName(apiVersion, key.kind()))) {
            case Kinds.Answer.Unknown unknown -> new Look.Failed(unknown.failure());
            case Kinds.Answer.NotServed _ -> new Look.Missing();
            case Kinds.Answer.Served served ->
                switch (api.get(served.resource().of(key))) {
                    case Api.Reply.NoAnswer none -> new Look.Failed(none.failure());
                    case Api.Reply.Answer answer when answer.isSuccess() -> new Look.Found(answer.body());
                    case Api.Reply.Answer answer when answer.status() == 404 -> new Look.Missing();
                    case Api.Reply.Answer answer -> new Look.Failed(Failures.of(key, answer, connection.server()));
                };
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
            KindWatch watch = new KindWatch(api, kinds, name, target, RandomGenerator.getDefault());
            Thread.ofVirtual().name("watch-" + name.kind()).start(watch);
            return watch;
        });
    }

    @Override
    public void kindMayExist(String group) {
        watches.values().stream()
                .filter(watch -> watch.kind().group().equals(group))
                .forEach(KindWatch::wake);
    }

    @Override
    public InventoryStore inventories() {
        return store;
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
