package io.pilothouse.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.bench.workload.Podinfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecoderTest {
    @ParameterizedTest
    @EnumSource(Decoder.class)
    void findsEveryDocument(Decoder decoder) throws Exception {
        List<byte[]> files = decoder == Decoder.JACKSON
                ? List.of("{\"a\":1}\n{\"b\":[1,2]}\n{}".getBytes(StandardCharsets.UTF_8))
                : List.of(
                        Podinfo.yaml("a", 1).getBytes(StandardCharsets.UTF_8),
                        Podinfo.serviceAccount("b").getBytes(StandardCharsets.UTF_8));
        assertThat(decoder.documents(files)).isEqualTo(decoder == Decoder.JACKSON ? 3 : Podinfo.OBJECTS + 1);
    }

    @Test
    void worksOnTheSetThatTheDesignNames() {
        List<byte[]> files = DecodeBench.files(250);
        assertThat(files).hasSize(251);
        assertThat(files.stream().mapToInt(file -> file.length).sum()).isBetween(600_000, 800_000);
    }
}
