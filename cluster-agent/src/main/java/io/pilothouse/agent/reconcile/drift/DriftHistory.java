package io.pilothouse.agent.reconcile.drift;

import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.ObjectStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes the history of drift: each difference once when it is only noted, and each correction. Reports go into the
/// journal, so that none is lost while the hub is away; the hub keeps them as long as it keeps events. Here only what
/// differs now is remembered. Belongs to one thread.
final class DriftHistory {
    private final ApplicationKey application;
    private final Context context;
    private final FightBreaker breaker;
    private final Map<ResourceKey, Noted> noted = new HashMap<>();
    private final Map<ResourceKey, Instant> sighted = new HashMap<>();

    private record Noted(List<FieldDrift> fields, Instant since) {}

    DriftHistory(ApplicationKey application, Context context, FightBreaker breaker) {
        this.application = application;
        this.context = context;
        this.breaker = breaker;
    }

    void sighted(ResourceKey key, Instant at) {
        sighted.putIfAbsent(key, at);
    }

    /// Takes how an object differs now.
    Drifted note(Desired wanted, List<FieldDrift> fields, Instant now) {
        Noted before = noted.get(wanted.key());
        Instant since = before == null ? sighted.getOrDefault(wanted.key(), now) : before.since();
        Drifted one = new Drifted(wanted, fields, since, before == null ? List.of() : before.fields());
        if (one.isNew()) {
            noted.put(wanted.key(), new Noted(fields, since));
            context.signals().driftDetected();
        }
        return one;
    }

    /// Some fields are left as they are.
    void noted(Drifted one, List<FieldDrift> left, Revision revision) {
        if (!left.isEmpty() && !one.known().containsAll(left)) {
            record(one.with(left), revision, DriftRecord.Action.NOTED, 0);
        }
    }

    /// Fields were put right.
    ///
    /// @param remaining what differs still
    void corrected(Drifted one, List<FieldDrift> remaining, Revision revision, Instant now) {
        long repair = Math.max(1, Duration.between(one.since(), now).toMillis());
        record(one, revision, DriftRecord.Action.CORRECTED, repair);
        noted.remove(one.key());
        sighted.remove(one.key());
        if (!remaining.isEmpty()) {
            noted.put(one.key(), new Noted(remaining, now));
        }
    }

    void failed(Drifted one, Revision revision) {
        record(one, revision, DriftRecord.Action.FAILED, 0);
    }

    private void record(Drifted one, Revision revision, DriftRecord.Action action, long repair) {
        List<FieldDrift> fields = one.fields().stream()
                .limit(ObjectStatus.MAX_DRIFT)
                .map(field -> breaker.withHistory(one.key(), field, one.since()))
                .map(this::dated)
                .toList();
        Instant since = context.clocks().dateOf(one.since());
        context.reports()
                .report(new AgentReport.Event(new FleetEvent.DriftReported(
                        new DriftRecord(application, one.key(), revision, action, fields, since, repair))));
    }

    private FieldDrift dated(FieldDrift field) {
        return field.firstSeenAt()
                .map(first -> field.since(context.clocks().dateOf(first), field.corrections()))
                .orElse(field);
    }

    void forgetAllBut(Set<ResourceKey> keys) {
        noted.keySet().retainAll(keys);
        sighted.keySet().retainAll(keys);
    }
}
