package io.pilothouse.agent.kube;

import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.port.LeaseStore;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.lease.LeaseRecord;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// The agents' Lease, in their namespace. A write names the version it replaces, so that of two agents one is told.
final class KubeLeases implements LeaseStore {
    private static final String NAME = "pilothouse-agent";
    private static final String API = "coordination.k8s.io/v1";

    private final Api api;
    private final String namespace;

    KubeLeases(Api api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    @Override
    public Seen read() throws InventoryStore.UnusableException {
        Api.Reply reply = api.get(path() + "/" + NAME);
        if (reply instanceof Api.Reply.Answer answer && answer.status() == 404) {
            return new Seen(Optional.empty(), "");
        }
        Json.Obj lease = expect(reply);
        Json.Obj spec = lease.object("spec");
        return new Seen(
                Optional.of(new LeaseRecord(
                        spec.text("holderIdentity").orElse(""),
                        Duration.ofSeconds(spec.integer(1, "leaseDurationSeconds")),
                        time(spec, "acquireTime"),
                        time(spec, "renewTime"),
                        (int) spec.integer(0, "leaseTransitions"))),
                lease.text("metadata", "resourceVersion").orElse(""));
    }

    private static Instant time(Json.Obj spec, String field) {
        try {
            return spec.text(field).map(Instant::parse).orElse(Instant.EPOCH);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    @Override
    public boolean write(LeaseRecord record, Seen seen) throws InventoryStore.UnusableException {
        Json.Obj metadata = Json.ofTexts(Map.of("name", NAME, "namespace", namespace));
        Json.Obj spec = Json.ofTexts(Map.of(
                        "holderIdentity", record.holder(),
                        "acquireTime", micros(record.acquired()),
                        "renewTime", micros(record.renewed())))
                .with("leaseDurationSeconds", Json.Num.of(record.duration().toSeconds()))
                .with("leaseTransitions", Json.Num.of(record.transitions()));
        Json.Obj lease = Json.ofTexts(Map.of("apiVersion", API, "kind", "Lease"))
                .with(
                        "metadata",
                        seen.version().isEmpty()
                                ? metadata
                                : metadata.with("resourceVersion", new Json.Text(seen.version())))
                .with("spec", spec);
        Api.Reply reply = seen.version().isEmpty() ? create(lease) : api.put(path() + "/" + NAME, lease);
        if (reply instanceof Api.Reply.Answer answer && (answer.status() == 409 || answer.status() == 404)) {
            return false;
        }
        expect(reply);
        return true;
    }

    private Api.Reply create(Json.Obj lease) {
        Api.Reply reply = api.post(path(), lease);
        if (reply instanceof Api.Reply.Answer answer && answer.status() == 404) {
            api.createHome();
            return api.post(path(), lease);
        }
        return reply;
    }

    /// The API server keeps microseconds, always six digits of them.
    private static String micros(Instant time) {
        String text = time.truncatedTo(ChronoUnit.MICROS).toString();
        int point = text.indexOf('.');
        String fraction = point < 0 ? "" : text.substring(point + 1, text.length() - 1);
        String whole = point < 0 ? text.substring(0, text.length() - 1) : text.substring(0, point);
        return whole + "." + (fraction + "000000").substring(0, 6) + "Z";
    }

    private Json.Obj expect(Api.Reply reply) throws InventoryStore.UnusableException {
        return switch (reply) {
            case Api.Reply.NoAnswer none -> throw new InventoryStore.UnusableException(none.failure());
            case Api.Reply.Answer answer when answer.isSuccess() -> answer.body();
            case Api.Reply.Answer answer ->
                throw new InventoryStore.UnusableException(Failures.of(
                        new ResourceKey("coordination.k8s.io", "Lease", namespace, NAME),
                        answer,
                        api.connection().server()));
        };
    }

    private String path() {
        return "/apis/" + API + "/namespaces/" + namespace + "/leases";
    }
}
