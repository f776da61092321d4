package io.pilothouse.wire.codec;

import io.pilothouse.core.explain.Change;
import io.pilothouse.core.explain.PlannedObject;
import io.pilothouse.core.explain.PlannedObject.Fate;
import io.pilothouse.proto.v1.FieldChange;

/// What would become of one object.
final class PlannedObjectCodec {
    private PlannedObjectCodec() {}

    static io.pilothouse.proto.v1.PlannedObject toProto(PlannedObject object) {
        var proto = io.pilothouse.proto.v1.PlannedObject.newBuilder()
                .setKey(Values.toProto(object.key()))
                .setApiVersion(object.apiVersion())
                .setFate(io.pilothouse.proto.v1.Fate.valueOf(
                        "FATE_" + object.fate().name()))
                .setCode(object.code())
                .setReason(object.reason())
                .setMoreChanges(object.moreChanges())
                .setOrigin(Values.toProto(object.origin()));
        for (Change change : object.changes()) {
            proto.addChanges(FieldChange.newBuilder()
                    .setPath(change.path())
                    .setBefore(change.before())
                    .setAfter(change.after()));
        }
        return proto.build();
    }

    static PlannedObject fromProto(io.pilothouse.proto.v1.PlannedObject proto) {
        return new PlannedObject(
                Values.fromProto(proto.getKey()),
                proto.getApiVersion(),
                fate(proto.getFate()),
                proto.getCode(),
                proto.getReason(),
                proto.getChangesList().stream()
                        .map(change -> new Change(change.getPath(), change.getBefore(), change.getAfter()))
                        .toList(),
                proto.getMoreChanges(),
                Values.fromProto(proto.getOrigin()));
    }

    private static Fate fate(io.pilothouse.proto.v1.Fate fate) {
        return switch (fate) {
            case FATE_CREATED -> Fate.CREATED;
            case FATE_CONFIGURED -> Fate.CONFIGURED;
            case FATE_RECREATED -> Fate.RECREATED;
            case FATE_UNCHANGED -> Fate.UNCHANGED;
            case FATE_DELETED -> Fate.DELETED;
            case FATE_HELD -> Fate.HELD;
            case FATE_KEPT -> Fate.KEPT;
            case FATE_FORGOTTEN -> Fate.FORGOTTEN;
            case FATE_REFUSED -> Fate.REFUSED;
            case FATE_UNSPECIFIED, UNRECOGNIZED ->
                throw new MalformedMessageException("what would become of an object is not a thing this version knows");
        };
    }
}
