package io.pilothouse.wire.codec;

import com.google.protobuf.Timestamp;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/// Names, times and other small values.
public final class Values {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Timestamp FIRST = timestamp(Instant.parse("0001-01-01T00:00:00Z"));
    private static final Timestamp LAST = timestamp(Instant.parse("9999-12-31T23:59:59Z"));

    private Values() {}

    public static Timestamp toProto(Instant at) {
        return timestamp(at);
    }

    private static Timestamp timestamp(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }

    /// @param field what the time is, for the message of the exception
    public static Instant fromProto(Timestamp at, String field) {
        if (at.getSeconds() < FIRST.getSeconds()
                || at.getSeconds() > LAST.getSeconds()
                || at.getNanos() < 0
                || at.getNanos() > 999_999_999) {
            throw new MalformedMessageException(field + " is not a time between the years 1 and 9999");
        }
        return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
    }

    public static com.google.protobuf.Duration toProto(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }

    /// @param field what the duration is, for the message of the exception
    public static Duration fromProto(com.google.protobuf.Duration duration, String field) {
        if (duration.getSeconds() < 0 || duration.getNanos() < 0 || duration.getNanos() > 999_999_999) {
            throw new MalformedMessageException(field + " is not a positive duration");
        }
        return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }

    /// @param field what the revision is, for the message of the exception
    public static Revision revision(String id, String field) {
        if (id.isEmpty()) {
            return Revision.NONE;
        }
        if (!COMMIT.matcher(id).matches()) {
            throw new MalformedMessageException(field + " is not a commit id of 40 hexadecimal digits");
        }
        return new Revision(id);
    }

    /// Leaves the cluster out, as an agent's stream and a cluster's state do.
    public static io.pilothouse.proto.v1.ApplicationKey toProtoWithoutCluster(ApplicationKey key) {
        return io.pilothouse.proto.v1.ApplicationKey.newBuilder()
                .setLayer(
                        switch (key.layer()) {
                            case INFRA -> io.pilothouse.proto.v1.Layer.LAYER_INFRA;
                            case APP -> io.pilothouse.proto.v1.Layer.LAYER_APP;
                        })
                .setNamespace(key.namespace())
                .setName(key.name())
                .build();
    }

    public static io.pilothouse.proto.v1.ApplicationKey toProto(ApplicationKey key) {
        return toProtoWithoutCluster(key).toBuilder().setCluster(key.cluster()).build();
    }

    /// @param cluster the stream's or the state's cluster; another one in the key is an error
    public static ApplicationKey fromProto(io.pilothouse.proto.v1.ApplicationKey key, String cluster) {
        if (!key.getCluster().isEmpty() && !key.getCluster().equals(cluster)) {
            throw new MalformedMessageException("an application of another cluster than " + cluster + " was named");
        }
        Layer layer = switch (key.getLayer()) {
            case LAYER_INFRA -> Layer.INFRA;
            case LAYER_APP -> Layer.APP;
            case LAYER_UNSPECIFIED, UNRECOGNIZED ->
                throw new MalformedMessageException("an application's layer is neither infra nor app");
        };
        if (key.getName().isEmpty()) {
            throw new MalformedMessageException("an application has no name");
        }
        if (layer == Layer.APP && key.getNamespace().isEmpty()) {
            throw new MalformedMessageException("application " + key.getName() + " of layer app has no namespace");
        }
        return new ApplicationKey(cluster, layer, key.getNamespace(), key.getName());
    }

    /// Takes the cluster from the key itself.
    public static ApplicationKey fromProto(io.pilothouse.proto.v1.ApplicationKey key) {
        if (key.getCluster().isEmpty()) {
            throw new MalformedMessageException("an application's cluster is not named");
        }
        return fromProto(key, key.getCluster());
    }

    public static io.pilothouse.proto.v1.ResourceKey toProto(ResourceKey key) {
        return io.pilothouse.proto.v1.ResourceKey.newBuilder()
                .setGroup(key.group())
                .setKind(key.kind())
                .setNamespace(key.namespace())
                .setName(key.name())
                .build();
    }

    public static ResourceKey fromProto(io.pilothouse.proto.v1.ResourceKey key) {
        if (key.getKind().isEmpty() || key.getName().isEmpty()) {
            throw new MalformedMessageException("an object's kind or name is empty");
        }
        return new ResourceKey(key.getGroup(), key.getKind(), key.getNamespace(), key.getName());
    }

    static io.pilothouse.proto.v1.Origin toProto(Origin origin) {
        return io.pilothouse.proto.v1.Origin.newBuilder()
                .setFile(origin.file())
                .setDocument(origin.document())
                .setLine(origin.line())
                .build();
    }

    static Origin fromProto(io.pilothouse.proto.v1.Origin origin) {
        return new Origin(origin.getFile(), origin.getDocument(), origin.getLine());
    }
}
