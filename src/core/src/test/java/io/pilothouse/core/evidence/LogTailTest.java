package io.pilothouse.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogTailTest {
    @Test
    void keepsTheNewestLines() {
        // Given
        List<String> lines =
                IntStream.range(0, 100).mapToObj(number -> "line " + number).toList();
        // Then
        assertThat(LogTail.of(lines)).hasSize(20).startsWith("line 80").endsWith("line 99");
    }

    @Test
    void takesOutWhatATerminalObeys() {
        assertThat(LogTail.of(List.of("\u001B[31mERROR\u001B[0m\tno\u0007 database\r")))
                .containsExactly("ERROR no database");
    }

    @Test
    void cutsALineThatAloneIsTooLong() {
        // When
        List<String> tail = LogTail.of(List.of("first", "x".repeat(5_000)));
        // Then
        assertThat(tail).singleElement().satisfies(line -> assertThat(line).hasSize(2_048));
    }

    @Test
    void neverIsLargerThanItMayAndNeverSplitsACharacter() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<String> lines = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                lines.add(random.nextBoolean() ? "ü😀".repeat(random.nextInt(700)) : "a".repeat(random.nextInt(900)));
            }
            List<String> tail = LogTail.of(lines);
            byte[] bytes = String.join("\n", tail).getBytes(StandardCharsets.UTF_8);
            assertThat(bytes.length).isLessThanOrEqualTo(LogTail.MOST_BYTES);
            assertThat(tail).hasSizeLessThanOrEqualTo(LogTail.MOST_LINES);
            assertThat(String.join("", tail)).doesNotContain("?").doesNotContain("\uFFFD");
            assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(String.join("\n", tail));
        }
    }
}
