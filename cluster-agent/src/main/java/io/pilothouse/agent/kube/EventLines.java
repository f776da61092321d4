package io.pilothouse.agent.kube;

import io.pilothouse.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/// Cuts a watch's stream of bytes into lines and reads each as an event. Used by one thread at a time.
final class EventLines {
    /// An API server does not store an object a tenth as large.
    private static final int MAX_LINE = 32 << 20;

    private final Consumer<Json.Obj> events;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    EventLines(Consumer<Json.Obj> events) {
        this.events = events;
    }

    void feed(List<ByteBuffer> buffers) throws IOException {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            feed(bytes);
        }
    }

    private void feed(byte[] bytes) throws IOException {
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                if (pending.size() == 0) {
                    emit(bytes, from, at - from);
                } else {
                    pending.write(bytes, from, at - from);
                    byte[] line = pending.toByteArray();
                    pending.reset();
                    emit(line, 0, line.length);
                }
                from = at + 1;
            }
        }
        pending.write(bytes, from, bytes.length - from);
        if (pending.size() > MAX_LINE) {
            throw new IOException("a watch event is larger than " + MAX_LINE + " bytes");
        }
    }

    private void emit(byte[] line, int from, int length) throws IOException {
        if (length > 0) {
            events.accept(JsonReader.read(line, from, length));
        }
    }
}
