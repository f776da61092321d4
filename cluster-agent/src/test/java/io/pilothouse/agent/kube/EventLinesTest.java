package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLinesTest {
    private final List<Json.Obj> events = new ArrayList<>();
    private final EventLines lines = new EventLines(events::add);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void cutsEventsWhereverTheBytesAreCut(int size) throws IOException {
        // Given
        byte[] bytes = "{\"a\":\"ä\"}\n\n{\"b\":[1,2]}\n{\"c\":".getBytes(StandardCharsets.UTF_8);
        // When
        for (int from = 0; from < bytes.length; from += size) {
            lines.feed(List.of(ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from))));
        }
        // Then
        assertThat(events).extracting(Json.Obj::canonical).containsExactly("{\"a\":\"ä\"}", "{\"b\":[1,2]}");
    }

    @Test
    void refusesWhatIsNotJson() {
        assertThatThrownBy(() -> lines.feed(List.of(ByteBuffer.wrap("<html>\n".getBytes(StandardCharsets.UTF_8)))))
                .isInstanceOf(IOException.class);
    }
}
