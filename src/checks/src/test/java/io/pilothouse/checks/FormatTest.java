package io.pilothouse.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Main;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTest {
    @Test
    void everyJavaFileIsFormatted() throws Exception {
        // Given
        List<String> arguments = new ArrayList<>(List.of("--palantir", "--dry-run"));
        Checkout.files(".java")
                .forEach(file -> arguments.add(Checkout.root().resolve(file).toString()));
        StringWriter unformatted = new StringWriter();
        StringWriter errors = new StringWriter();

        // When
        new Main(new PrintWriter(unformatted, true), new PrintWriter(errors, true), InputStream.nullInputStream())
                .format(arguments.toArray(String[]::new));

        // Then
        assertThat(errors.toString()).as("files the formatter cannot read").isEmpty();
        assertThat(unformatted.toString().lines().map(FormatTest::relative))
                .as("not formatted; src/bin/pilothouse format does it")
                .isEmpty();
    }

    private static String relative(String file) {
        return file.replace(Checkout.root() + "/", "");
    }
}
