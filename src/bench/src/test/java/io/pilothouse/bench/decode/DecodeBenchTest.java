package io.pilothouse.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.bench.frame.Asked;
import io.pilothouse.bench.frame.Effort;
import io.pilothouse.bench.frame.Row;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.TextReport;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One bench from end to end, as small as it gets.
class DecodeBenchTest {
    @TempDir
    Path folder;

    @Test
    void runsFromEndToEnd() throws Exception {
        // Given
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Session session = new Session(Effort.ONCE, Asked.NOTHING, 1, nowhere);
        DecodeBench bench = new DecodeBench();

        // When
        session.begin(bench.name());
        bench.run(session, folder);

        // Then
        assertThat(session.rows()).hasSize(5).noneMatch(row -> row instanceof Row.Failed);
        assertThat(TextReport.of(session.rows())).contains("fabric8 unmarshal", "MB/s", "new process", "slope");
    }
}
