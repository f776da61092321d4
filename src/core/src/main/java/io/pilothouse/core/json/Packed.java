package io.pilothouse.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// A JSON object in as few bytes as it can be kept in, less than a tenth of what it takes as a tree. Agents hold
/// thousands of objects and look at few of them, so that reading one again when it is looked at is cheap.
///
/// The bytes are [Tagged] ones, deflated. They never leave the process, so that nothing has to read them but the
/// version that wrote them.
public final class Packed {
    /// Most of a manifest are words like these; what comes last is found with the fewest bits.
    private static final byte[] USUAL = String.join(
                    " ",
                    "rules verbs resources apiGroups subjects roleRef ClusterRole RoleBinding ServiceAccount Ingress",
                    "type Opaque ClusterIP sessionAffinity storage accessModes ReadWriteOnce persistentVolumeClaim",
                    "ConfigMap configMap Secret secretName Service port targetPort http protocol TCP nodePort",
                    "strategy rollingUpdate maxSurge maxUnavailable revisionHistoryLimit progressDeadlineSeconds",
                    "securityContext runAsNonRoot runAsUser readOnlyRootFilesystem allowPrivilegeEscalation",
                    "capabilities drop ALL seccompProfile RuntimeDefault serviceAccountName imagePullPolicy",
                    "IfNotPresent volumes emptyDir volumeMounts mountPath readOnly env value valueFrom fieldRef",
                    "livenessProbe readinessProbe httpGet path scheme exec command initialDelaySeconds timeoutSeconds",
                    "periodSeconds failureThreshold resources limits requests cpu 100m memory 128Mi ports",
                    "containerPort containers image args template spec replicas selector matchLabels app",
                    "app.kubernetes.io/component app.kubernetes.io/instance app.kubernetes.io/managed-by",
                    "app.kubernetes.io/part-of app.kubernetes.io/version app.kubernetes.io/name annotations data",
                    "pilothouse.io/application namespace name labels metadata kind Deployment apiVersion apps/v1")
            .getBytes(StandardCharsets.UTF_8);

    private final byte[] bytes;
    private final int opened;

    private Packed(byte[] bytes, int opened) {
        this.bytes = bytes;
        this.opened = opened;
    }

    public static Packed of(Json.Obj object) {
        byte[] plain = Tagged.write(object);
        return new Packed(deflated(plain), plain.length);
    }

    /// @return an object that equals the one that was packed, with its fields in the same order
    public Json.Obj open() {
        return Tagged.read(inflated()) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    }

    /// @return how many bytes it takes
    public int size() {
        return bytes.length;
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setDictionary(USUAL);
            deflater.setInput(plain);
            deflater.finish();
            byte[] room = new byte[plain.length + 64];
            int size = 0;
            while (!deflater.finished()) {
                if (size == room.length) {
                    room = Arrays.copyOf(room, room.length * 2);
                }
                size += deflater.deflate(room, size, room.length - size);
            }
            return Arrays.copyOf(room, size);
        } finally {
            deflater.end();
        }
    }

    private byte[] inflated() {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(USUAL);
            inflater.setInput(bytes);
            byte[] plain = new byte[opened];
            int size = 0;
            while (size < opened) {
                int more = inflater.inflate(plain, size, opened - size);
                if (more == 0) {
                    throw new IllegalStateException("packed bytes end too early");
                }
                size += more;
            }
            return plain;
        } catch (DataFormatException e) {
            throw new IllegalStateException("packed bytes were changed", e);
        } finally {
            inflater.end();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Packed packed && Arrays.equals(bytes, packed.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Without the object, which may be a secret.
    @Override
    public String toString() {
        return "Packed[" + bytes.length + " bytes]";
    }
}
