package io.pilothouse.wire.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SourceStatus;
import io.pilothouse.core.status.SyncStatus;
import java.util.Optional;

/// What agents say of clusters, applications and objects.
///
/// Enums travel by name, with the wire's prefix. A value that a newer peer knows and we do not is read as unknown where
/// there is such a value, and refused where there is none.
public final class Statuses {
    private Statuses() {}

    static io.pilothouse.proto.v1.SyncStatus toProto(SyncStatus sync) {
        return io.pilothouse.proto.v1.SyncStatus.valueOf("SYNC_STATUS_" + sync.name());
    }

    static SyncStatus fromProto(io.pilothouse.proto.v1.SyncStatus sync) {
        return switch (sync) {
            case SYNC_STATUS_SYNCED -> SyncStatus.SYNCED;
            case SYNC_STATUS_OUT_OF_SYNC -> SyncStatus.OUT_OF_SYNC;
            case SYNC_STATUS_UNKNOWN, SYNC_STATUS_UNSPECIFIED, UNRECOGNIZED -> SyncStatus.UNKNOWN;
        };
    }

    static io.pilothouse.proto.v1.Health toProto(Health health) {
        return io.pilothouse.proto.v1.Health.valueOf("HEALTH_" + health.name());
    }

    static Health fromProto(io.pilothouse.proto.v1.Health health) {
        return switch (health) {
            case HEALTH_HEALTHY -> Health.HEALTHY;
            case HEALTH_SUSPENDED -> Health.SUSPENDED;
            case HEALTH_PROGRESSING -> Health.PROGRESSING;
            case HEALTH_MISSING -> Health.MISSING;
            case HEALTH_DEGRADED -> Health.DEGRADED;
            case HEALTH_UNKNOWN, HEALTH_UNSPECIFIED, UNRECOGNIZED -> Health.UNKNOWN;
        };
    }

    static RunPhase fromProto(io.pilothouse.proto.v1.RunPhase phase) {
        return switch (phase) {
            case RUN_PHASE_IDLE, RUN_PHASE_UNSPECIFIED, UNRECOGNIZED -> RunPhase.IDLE;
            case RUN_PHASE_QUEUED -> RunPhase.QUEUED;
            case RUN_PHASE_RUNNING -> RunPhase.RUNNING;
            case RUN_PHASE_WAITING -> RunPhase.WAITING;
            case RUN_PHASE_SUCCEEDED -> RunPhase.SUCCEEDED;
            case RUN_PHASE_FAILED -> RunPhase.FAILED;
            case RUN_PHASE_SUPERSEDED -> RunPhase.SUPERSEDED;
            case RUN_PHASE_CANCELLED -> RunPhase.CANCELLED;
        };
    }

    static io.pilothouse.proto.v1.Contact toProto(Contact contact) {
        return io.pilothouse.proto.v1.Contact.valueOf("CONTACT_" + contact.name());
    }

    static Contact fromProto(io.pilothouse.proto.v1.Contact contact) {
        return switch (contact) {
            case CONTACT_NEVER, CONTACT_UNSPECIFIED -> Contact.NEVER;
            case CONTACT_CONNECTED -> Contact.CONNECTED;
            case CONTACT_SILENT -> Contact.SILENT;
            case CONTACT_DISCONNECTED, UNRECOGNIZED -> Contact.DISCONNECTED;
        };
    }

    private static DriftKind fromProto(io.pilothouse.proto.v1.DriftKind kind) {
        return switch (kind) {
            case DRIFT_KIND_CHANGED -> DriftKind.CHANGED;
            case DRIFT_KIND_STOLEN -> DriftKind.STOLEN;
            case DRIFT_KIND_DELETED -> DriftKind.DELETED;
            case DRIFT_KIND_UNOWNED -> DriftKind.UNOWNED;
            case DRIFT_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new MalformedMessageException("a drifted field's kind is not one this version knows");
        };
    }

    private static DriftRecord.Action fromProto(io.pilothouse.proto.v1.DriftAction action) {
        return switch (action) {
            case DRIFT_ACTION_NOTED -> DriftRecord.Action.NOTED;
            case DRIFT_ACTION_CORRECTED -> DriftRecord.Action.CORRECTED;
            case DRIFT_ACTION_FAILED -> DriftRecord.Action.FAILED;
            case DRIFT_ACTION_UNSPECIFIED, UNRECOGNIZED ->
                throw new MalformedMessageException("what was done about drift is not a thing this version knows");
        };
    }

    static io.pilothouse.proto.v1.FieldDrift toProto(FieldDrift field) {
        var proto = io.pilothouse.proto.v1.FieldDrift.newBuilder()
                .setPath(field.path())
                .setKind(io.pilothouse.proto.v1.DriftKind.valueOf(
                        "DRIFT_KIND_" + field.kind().name()))
                .setDesired(field.desired())
                .setLive(field.live())
                .setManager(field.manager())
                .setOperation(field.operation());
        field.managedAt().ifPresent(at -> proto.setManagedAt(Values.toProto(at)));
        field.firstSeenAt().ifPresent(at -> proto.setFirstSeenAt(Values.toProto(at)));
        return proto.setCorrections(field.corrections()).build();
    }

    static FieldDrift fromProto(io.pilothouse.proto.v1.FieldDrift proto) {
        return new FieldDrift(
                proto.getPath(),
                fromProto(proto.getKind()),
                proto.getDesired(),
                proto.getLive(),
                proto.getManager(),
                proto.getOperation(),
                proto.hasManagedAt()
                        ? Optional.of(Values.fromProto(proto.getManagedAt(), "managed_at"))
                        : Optional.empty(),
                proto.hasFirstSeenAt()
                        ? Optional.of(Values.fromProto(proto.getFirstSeenAt(), "first_seen_at"))
                        : Optional.empty(),
                proto.getCorrections());
    }

    public static io.pilothouse.proto.v1.ObjectStatus toProto(ObjectStatus object) {
        return io.pilothouse.proto.v1.ObjectStatus.newBuilder()
                .setKey(Values.toProto(object.key()))
                .setApiVersion(object.apiVersion())
                .setSync(toProto(object.sync()))
                .setHealth(toProto(object.health()))
                .setMessage(object.message())
                .addAllDrift(object.drift().stream().map(Statuses::toProto).toList())
                .setOrigin(Values.toProto(object.origin()))
                .build();
    }

    public static ObjectStatus fromProto(io.pilothouse.proto.v1.ObjectStatus proto) {
        if (proto.getDriftCount() > ObjectStatus.MAX_DRIFT) {
            throw new MalformedMessageException(
                    "an object lists more than " + ObjectStatus.MAX_DRIFT + " drifted fields");
        }
        return new ObjectStatus(
                Values.fromProto(proto.getKey()),
                proto.getApiVersion(),
                fromProto(proto.getSync()),
                fromProto(proto.getHealth()),
                proto.getMessage(),
                proto.getDriftList().stream().map(Statuses::fromProto).toList(),
                Values.fromProto(proto.getOrigin()));
    }

    /// @return an object as the hub keeps it
    public static byte[] encode(ObjectStatus object) {
        return toProto(object).toByteArray();
    }

    /// @throws MalformedMessageException if the bytes are not an object
    public static ObjectStatus decodeObject(byte[] bytes) {
        try {
            return fromProto(io.pilothouse.proto.v1.ObjectStatus.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException("an object in the store cannot be read");
        }
    }

    private static io.pilothouse.proto.v1.ApplicationStatus toProto(
            ApplicationStatus status, io.pilothouse.proto.v1.ApplicationKey key) {
        return io.pilothouse.proto.v1.ApplicationStatus.newBuilder()
                .setKey(key)
                .setSync(toProto(status.sync()))
                .setHealth(toProto(status.health()))
                .setPhase(io.pilothouse.proto.v1.RunPhase.valueOf(
                        "RUN_PHASE_" + status.phase().name()))
                .setDesiredRevision(status.desired().id())
                .setAppliedRevision(status.applied().id())
                .setSuspended(status.isSuspended())
                .setObjects(status.objects())
                .setDrifted(status.drifted())
                .setReason(status.reason())
                .setMessage(status.message())
                .setChangedAt(Values.toProto(status.changedAt()))
                .build();
    }

    public static io.pilothouse.proto.v1.ApplicationStatus toProto(ApplicationStatus status) {
        return toProto(status, Values.toProto(status.key()));
    }

    static io.pilothouse.proto.v1.ApplicationStatus toProtoWithoutCluster(ApplicationStatus status) {
        return toProto(status, Values.toProtoWithoutCluster(status.key()));
    }

    public static ApplicationStatus fromProto(io.pilothouse.proto.v1.ApplicationStatus proto, String cluster) {
        return new ApplicationStatus(
                Values.fromProto(proto.getKey(), cluster),
                fromProto(proto.getSync()),
                fromProto(proto.getHealth()),
                fromProto(proto.getPhase()),
                Values.revision(proto.getDesiredRevision(), "desired_revision"),
                Values.revision(proto.getAppliedRevision(), "applied_revision"),
                proto.getSuspended(),
                proto.getObjects(),
                proto.getDrifted(),
                proto.getReason(),
                proto.getMessage(),
                Values.fromProto(proto.getChangedAt(), "changed_at"));
    }

    static io.pilothouse.proto.v1.ClusterStatus toProto(ClusterStatus status) {
        SourceStatus source = status.source();
        var sourceProto = io.pilothouse.proto.v1.SourceStatus.newBuilder()
                .setBranch(source.branch())
                .setRevision(source.revision().id())
                .setError(source.error());
        source.fetchedAt().ifPresent(at -> sourceProto.setFetchedAt(Values.toProto(at)));
        return io.pilothouse.proto.v1.ClusterStatus.newBuilder()
                .setClusterUid(status.clusterUid())
                .setEnvironment(status.environment())
                .putAllLabels(status.labels())
                .setKubernetesVersion(status.kubernetesVersion())
                .setAgentVersion(status.agentVersion())
                .setSource(sourceProto)
                .setSuspended(status.isSuspended())
                .setError(status.error())
                .build();
    }

    static ClusterStatus fromProto(io.pilothouse.proto.v1.ClusterStatus proto) {
        var source = proto.getSource();
        return new ClusterStatus(
                proto.getClusterUid(),
                proto.getEnvironment(),
                proto.getLabelsMap(),
                proto.getKubernetesVersion(),
                proto.getAgentVersion(),
                new SourceStatus(
                        source.getBranch(),
                        Values.revision(source.getRevision(), "source.revision"),
                        source.hasFetchedAt()
                                ? Optional.of(Values.fromProto(source.getFetchedAt(), "source.fetched_at"))
                                : Optional.empty(),
                        source.getError()),
                proto.getSuspended(),
                proto.getError());
    }

    static io.pilothouse.proto.v1.DriftReported toProto(
            DriftRecord drift, io.pilothouse.proto.v1.ApplicationKey application) {
        return io.pilothouse.proto.v1.DriftReported.newBuilder()
                .setApplication(application)
                .setObject(Values.toProto(drift.object()))
                .setRevision(drift.revision().id())
                .setAction(io.pilothouse.proto.v1.DriftAction.valueOf(
                        "DRIFT_ACTION_" + drift.action().name()))
                .addAllFields(drift.fields().stream().map(Statuses::toProto).toList())
                .setSeenAt(Values.toProto(drift.seenAt()))
                .setRepairMillis(drift.repairMillis())
                .build();
    }

    static DriftRecord fromProto(io.pilothouse.proto.v1.DriftReported proto, String cluster) {
        if (proto.getFieldsCount() > ObjectStatus.MAX_DRIFT) {
            throw new MalformedMessageException("drift lists more than " + ObjectStatus.MAX_DRIFT + " fields");
        }
        return new DriftRecord(
                Values.fromProto(proto.getApplication(), cluster),
                Values.fromProto(proto.getObject()),
                Values.revision(proto.getRevision(), "revision"),
                fromProto(proto.getAction()),
                proto.getFieldsList().stream().map(Statuses::fromProto).toList(),
                Values.fromProto(proto.getSeenAt(), "seen_at"),
                proto.getRepairMillis());
    }
}
